/**
 * Which keys a Talos machine configuration may have, for the sandbox's nodes, out of Talos's published JSON schemas of
 * several versions: names, types and the version that brought each. Prose is left out. The schemas hide keys that have
 * become old, while Talos goes on reading them: what was there once stays. Where the published files are not at hand,
 * what was generated last stands.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { GeneratedFile, Generator } from "../generated-file";

const VERSIONS = ["1.9.6", "1.10.9", "1.11.6", "1.12.11", "1.13.9", "1.14.0-rc.1"];
const TARGET = "sandbox/talos/config/generated/keys.json";

type Fields = Readonly<Record<string, unknown>>;
/** Type → key → its types, each with the minor version that brought it: "9 s", or "9 s, 13 a". */
type Types = Record<string, Record<string, string>>;

/** Makes the one file, or none without the published schemas. */
export const generator: Generator = {
  async generate(root): Promise<readonly GeneratedFile[]> {
    const folder = resolve(root, process.env["HEPHAESTUS_ORACLES"] || "../shared/oracles");
    const files = VERSIONS.map((version) => resolve(folder, `talos/schemas/config-v${version}.schema.json`));
    if (!files.every((file) => existsSync(file))) return [];
    const kinds: Record<string, string> = {};
    const types: Types = {};
    for (const [index, file] of files.entries()) {
      const schema = fieldsOf(JSON.parse(await readFile(file, "utf8")));
      const minor = Number(VERSIONS[index]?.split(".")[1]);
      addSchema(fieldsOf(schema["$defs"]), minor, kinds, types);
    }
    return [{ path: TARGET, content: `${JSON.stringify({ kinds, types })}\n` }];
  },
};

function addSchema(definitions: Fields, minor: number, kinds: Record<string, string>, types: Types): void {
  for (const [name, definition] of Object.entries(definitions)) {
    const properties = fieldsOf(fieldsOf(definition)["properties"]);
    const kind = fieldsOf(properties["kind"])["enum"];
    if (Array.isArray(kind)) kinds[String(kind[0])] = addType(kinds[String(kind[0])], minor, `&${name}`);
    addKeys(name, properties, minor, types);
  }
}

function addKeys(type: string, properties: Fields, minor: number, types: Types): void {
  types[type] ??= {};
  const keys = types[type];
  for (const [key, property] of Object.entries(properties)) {
    if ((key === "kind" || key === "apiVersion") && "enum" in fieldsOf(property)) continue;
    keys[key] = addType(keys[key], minor, typeOf(`${type}.${key}`, fieldsOf(property), minor, types));
  }
}

/** Adds a type where it differs from that of the version before. */
function addType(before: string | undefined, minor: number, type: string): string {
  if (before === undefined) return `${minor} ${type}`;
  const last = before.split(", ").at(-1)?.split(" ")[1];
  return last === type ? before : `${before}, ${minor} ${type}`;
}

/**
 * s text · b truth · i whole number · ? anything · o a map of anything · a an argument (text or list of texts) ·
 * =x|y one of these · [T list · {T map · &N the type N.
 */
function typeOf(place: string, property: Fields, minor: number, types: Types): string {
  const reference = property["$ref"];
  if (typeof reference === "string") return `&${reference.replace("#/$defs/", "")}`;
  if (Array.isArray(property["oneOf"])) return "a";
  if (Array.isArray(property["enum"])) return place.startsWith("v1alpha1.") ? "s" : `=${property["enum"].join("|")}`;
  switch (property["type"]) {
    case "string":
      return "s";
    case "boolean":
      return "b";
    case "integer":
      return "i";
    case "array":
      return `[${typeOf(place, fieldsOf(property["items"]), minor, types)}`;
    case "object":
      return objectType(place, property, minor, types);
    default:
      return "?";
  }
}

function objectType(place: string, property: Fields, minor: number, types: Types): string {
  if (property["properties"] !== undefined) {
    addKeys(place, fieldsOf(property["properties"]), minor, types);
    return `&${place}`;
  }
  const values = property["additionalProperties"] ?? Object.values(fieldsOf(property["patternProperties"]))[0];
  return typeof values === "object" ? `{${typeOf(place, fieldsOf(values), minor, types)}` : "o";
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
