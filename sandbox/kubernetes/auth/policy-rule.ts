import { type Json, type JsonObject, objectsOf, textsOf } from "../plain/json";
import { type Attributes, resourceWithSub } from "./attributes";

/** Whether one rule of a role allows it. */
export function ruleAllows(rule: JsonObject, asked: Attributes): boolean {
  if (!includesOr(rule["verbs"], asked.verb)) return false;
  if (asked.kind === "path") {
    return textsOf(rule["nonResourceURLs"]).some(
      (url) => url === "*" || url === asked.path || (url.endsWith("*") && asked.path.startsWith(url.slice(0, -1))),
    );
  }
  const names = textsOf(rule["resourceNames"]);
  return (
    includesOr(rule["apiGroups"], asked.group) &&
    textsOf(rule["resources"]).some((resource) => resourceFits(resource, asked)) &&
    (names.length === 0 || names.includes(asked.name))
  );
}

function resourceFits(resource: string, asked: { readonly resource: string; readonly subresource: string }): boolean {
  if (resource === "*" || resource === resourceWithSub(asked)) return true;
  return asked.subresource !== "" && resource === `*/${asked.subresource}`;
}

function includesOr(list: Json | undefined, wanted: string): boolean {
  const values = textsOf(list);
  return values.includes("*") || values.includes(wanted);
}

/** Whether `held` together allow everything that `wanted` does. */
export function rulesCover(held: readonly JsonObject[], wanted: JsonObject): boolean {
  return breakDown(wanted).every((piece) => held.some((rule) => covers(rule, piece)));
}

/** One verb, group and resource each. */
function breakDown(rule: JsonObject): JsonObject[] {
  const verbs = textsOf(rule["verbs"]);
  const urls = textsOf(rule["nonResourceURLs"]).flatMap((url) =>
    verbs.map((verb): JsonObject => ({ verbs: [verb], nonResourceURLs: [url] })),
  );
  const names = textsOf(rule["resourceNames"]);
  const resources = verbs.flatMap((verb) =>
    textsOf(rule["apiGroups"]).flatMap((group) =>
      textsOf(rule["resources"]).flatMap((resource) =>
        (names.length === 0 ? [undefined] : names).map(
          (name): JsonObject => ({
            verbs: [verb],
            apiGroups: [group],
            resources: [resource],
            ...(name === undefined ? {} : { resourceNames: [name] }),
          }),
        ),
      ),
    ),
  );
  return [...urls, ...resources];
}

function covers(rule: JsonObject, piece: JsonObject): boolean {
  const has = (name: string) => textsOf(piece[name]).every((value) => includesOr(rule[name], value));
  if (piece["nonResourceURLs"] !== undefined) return has("verbs") && has("nonResourceURLs");
  const names = textsOf(rule["resourceNames"]);
  const fits = names.length === 0 || textsOf(piece["resourceNames"]).some((name) => names.includes(name));
  return has("verbs") && has("apiGroups") && has("resources") && fits;
}

/** The rules of a role. */
export function rulesOfRole(role: JsonObject | undefined): JsonObject[] {
  return objectsOf(role?.["rules"]);
}
