/**
 * Makes the tables of the sandbox's Kubernetes (types, resources, columns) from what a real server told. Where the
 * recordings are not on this machine the committed tables stay as they are.
 */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Generator } from "../generated-file";
import { objectOf } from "../kubernetes/plain";
import { columnTable, resourceTable } from "../kubernetes/resource-table";
import { typeTable } from "../kubernetes/type-table";
import { readJsonLines } from "../oracles-format/json-lines";

/** The generator of those tables. */
export const generator: Generator = {
  generate: async (root) => {
    const configured = process.env["HEPHAESTUS_ORACLES"];
    const base = configured !== undefined && configured !== "" ? configured : "../shared/oracles";
    const folder = resolve(root, base, "kubernetes");
    if (!existsSync(resolve(folder, "openapi-v3.json.gz"))) return [];
    const types = typeTable(readJson(folder, "openapi-v3.json.gz"), readJson(folder, "protobuf.json.gz"));
    const columns = columnTable(await readJsonLines(resolve(folder, "contract.jsonl.gz")));
    const file = (name: string, value: object) => ({
      path: `sandbox/kubernetes/schema/generated/${name}.json`,
      content: lines(value),
    });
    return [
      file("types", types),
      file("resources", resourceTable(readJson(folder, "resources.json"))),
      file("columns", columns),
    ];
  },
};

function readJson(folder: string, name: string): Readonly<Record<string, unknown>> {
  const bytes = readFileSync(resolve(folder, name));
  return objectOf(JSON.parse((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")));
}

/** One member a line: what changed is then seen. */
function lines(value: object): string {
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${memberText(member)}`);
  return `{\n${members.join(",\n")}\n}\n`;
}

function memberText(member: unknown): string {
  if (!Array.isArray(member)) return JSON.stringify(member);
  return `[\n${member.map((item) => `  ${JSON.stringify(item)}`).join(",\n")}\n]`;
}
