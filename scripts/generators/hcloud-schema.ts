/**
 * The schema of the hcloud provider for the stand-in, out of the published schema file. Prose is left out: what a type
 * takes and gives is a fact, how it is described is not ours to ship. Where the published file is not at hand, what was
 * generated last stands.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { GeneratedFile, Generator } from "../generated-file";

const VERSION = "1.68.0";
const TARGET = "sandbox/stand-in/generated/hcloud-schema.json";
const PROSE: readonly string[] = ["description", "description_kind", "deprecation_message", "summary"];

/** Makes the one file, or none without the published schema. */
export const generator: Generator = {
  async generate(root): Promise<readonly GeneratedFile[]> {
    const folder = resolve(root, process.env["HEPHAESTUS_ORACLES"] || "../shared/oracles");
    const source = resolve(folder, `hcloud-provider/schema-${VERSION}.json`);
    if (!existsSync(source)) return [];
    const published: unknown = JSON.parse(await readFile(source, "utf8"));
    return [{ path: TARGET, content: `${JSON.stringify({ version: VERSION, ...onlyProvider(published) })}\n` }];
  },
};

function onlyProvider(published: unknown): object {
  if (typeof published === "object" && published !== null && "provider_schemas" in published) {
    const [provider] = Object.values(published.provider_schemas ?? {});
    if (typeof provider === "object" && provider !== null) return Object(withoutProse(provider, false));
  }
  throw new TypeError(`Cannot read the published schema: it has no member "provider_schemas" with one provider`);
}

/**
 * The published file at hand lost each member "description" where it cut prose, also those of object types. The real
 * provider's states have them: in rules of firewalls, and in floating IPs.
 */
const LOST_DESCRIPTION: readonly string[] = ["direction", "home_location"];

/** `named` says that the keys of `value` are names (of attributes, of types), which may well be "description". */
function withoutProse(value: unknown, named: boolean): unknown {
  if (Array.isArray(value)) {
    const isObjectType = value[0] === "object";
    return value.map((item) => withoutProse(isObjectType ? restored(item) : item, isObjectType));
  }
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => named || !PROSE.includes(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutProse(item, !named && holdsNames(key))]));
}

/** The fields of an object type, with the one that was lost. */
function restored(fields: unknown): unknown {
  if (typeof fields !== "object" || fields === null) return fields;
  const isLosing = LOST_DESCRIPTION.some((name) => name in fields);
  return isLosing ? { description: "string", ...fields } : fields;
}

function holdsNames(key: string): boolean {
  return key === "attributes" || key === "block_types" || key === "functions" || key.endsWith("_schemas");
}
