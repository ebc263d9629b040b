import { at, isObject, type Json, objectsOf, textOf, textsOf } from "../plain/json";
import table from "./generated/resources.json";
import { typeNameOfKind } from "./type-table";

/** What stands behind a resource's path: "status", "scale", … */
export interface Subresource {
  readonly name: string;
  readonly kind: string;
  /** Where it is not that of the resource ("autoscaling" of scale). */
  readonly group: string | undefined;
  readonly version: string | undefined;
  readonly verbs: readonly string[];
}

/** A resource that the API serves: a row of the table of built-in ones, or one of a custom resource definition. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Plural name in paths. */
  readonly name: string;
  readonly singular: string;
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly storageVersionHash: string | undefined;
  readonly subresources: readonly Subresource[];
  /** Short name of its type in the table of types. */
  readonly typeName: string;
}

/** A group with its versions, the preferred one first. */
export interface Group {
  readonly name: string;
  readonly versions: readonly string[];
}

/** "apps/v1", or "v1" for the core group. */
export function groupVersion({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === "" ? version : `${group}/${version}`;
}

/** The resource as it is told in errors: "deployments.apps", "pods". */
export function qualifiedName({ group, name }: Resource): string {
  return group === "" ? name : `${name}.${group}`;
}

/** The built-in resources, in the order of discovery. */
export const builtInResources: readonly Resource[] = objectsOf(jsonOf(table.resources)).map((row) => {
  const [group, version, kind] = [textOf(row["group"]), textOf(row["version"]), textOf(row["kind"])];
  const hash = textOf(row["storageVersionHash"]);
  return {
    group,
    version,
    kind,
    name: textOf(row["resource"]),
    singular: textOf(row["singular"]),
    isNamespaced: row["namespaced"] === true,
    verbs: textsOf(row["verbs"]),
    shortNames: textsOf(row["shortNames"]),
    categories: textsOf(row["categories"]),
    storageVersionHash: hash === "" ? undefined : hash,
    subresources: objectsOf(row["subresources"]).map((sub) => ({
      name: textOf(sub["name"]),
      kind: textOf(at(sub, "kind", "kind")),
      group: optionalText(at(sub, "legacy", "group")),
      version: optionalText(at(sub, "legacy", "version")),
      verbs: textsOf(sub["verbs"]),
    })),
    typeName: typeNameOfKind(group, version, kind),
  };
});

/** The built-in groups, in the order of discovery. */
export const builtInGroups: readonly Group[] = objectsOf(jsonOf(table.groups)).map((row) => ({
  name: textOf(row["group"]),
  versions: textsOf(row["versions"]),
}));

/** The table comes from JSON, whose inferred types are narrower than what it may hold tomorrow. */
function jsonOf(value: object): Json {
  const parsed: Json = JSON.parse(JSON.stringify(value));
  return isObject(parsed) || Array.isArray(parsed) ? parsed : [];
}

function optionalText(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
