/** The types and namespaces themselves, as resources: clients resolve short names ("members") by them. */
import { meta } from "../../../wire/cosi/generated/meta";
import { type ResourceKind, resource } from "./kind";

const namespace = "meta";

/** Describes the kinds, and itself. */
export function metaKinds<Owner>(kinds: readonly Omit<ResourceKind<Owner>, "list">[]): ResourceKind<Owner>[] {
  const definitions = {
    namespace,
    type: "ResourceDefinitions.meta.cosi.dev",
    isSensitive: false,
    aliases: ["api-resources"],
    columns: { Aliases: "{.aliases[:]}" },
  };
  const namespaces = { namespace, type: "Namespaces.meta.cosi.dev", isSensitive: false, aliases: ["ns"] };
  const all = [...kinds, definitions, namespaces];
  // A type that is in several namespaces is at home in the first.
  const types = [...new Map(all.toReversed().map((kind) => [kind.type, kind])).values()];
  const names = [...new Set(all.map((kind) => kind.namespace))];
  return [
    { ...definitions, list: () => types.map(definitionOf) },
    {
      ...namespaces,
      list: () => names.map((name) => resource(meta, "NamespaceSpec", name, {}, { description: "" })),
    },
  ];
}

function definitionOf(kind: Omit<ResourceKind<never>, "list">) {
  const { type, namespace: home, isSensitive, aliases: own = [], columns = {} } = kind;
  const [name = "", ...suffixes] = type.split(".");
  const displayType = singular(name);
  const capitals = name.replace(/[^A-Z]/g, "").toLowerCase();
  const short = capitals.length < 2 ? [] : [capitals, ...(capitals.endsWith("s") ? [] : [`${capitals}s`])];
  const aliases = [...own, displayType.toLowerCase(), ...short];
  const dotted = suffixes.slice(1).map((_part, end) => [name.toLowerCase(), ...suffixes.slice(0, end + 1)].join("."));
  const allAliases = [name.toLowerCase(), ...dotted, ...aliases];
  const printColumns = Object.entries(columns).map(([heading, jsonPath]) => ({ name: heading, jsonPath }));
  const spec = { resourceType: type, displayType, defaultNamespace: home, aliases, allAliases, printColumns };
  const yaml = {
    type,
    displayType,
    defaultNamespace: home,
    aliases,
    allAliases,
    printColumns,
    ...(isSensitive ? { sensitivity: "sensitive" } : {}),
  };
  return resource(
    meta,
    "ResourceDefinitionSpec",
    type.toLowerCase(),
    { ...spec, sensitivity: isSensitive ? 1 : 0 },
    yaml,
  );
}

/** The singular of the plurals that types have. */
function singular(name: string): string {
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  if (/(ss|us|sh|ch|x)es$/.test(name)) return name.slice(0, -2);
  return name.endsWith("s") ? name.slice(0, -1) : name;
}
