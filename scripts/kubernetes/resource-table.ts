import type { OracleLine } from "../oracles-format/json-lines";
import { objectOf } from "./plain";

/** What discovery tells of the built-in groups and resources, in its order. */
export function resourceTable(resources: OracleLine): OracleLine {
  return { groups: resources["groups"], resources: resources["resources"] };
}

/** Columns by "group/resource" ("/pods" for the core group), from recorded answers. */
export function columnTable(exchanges: readonly OracleLine[]): OracleLine {
  const columns: Record<string, unknown> = {};
  for (const exchange of exchanges) {
    const definitions = objectOf(objectOf(exchange["expect"])["body"])["columnDefinitions"];
    const path = /^\/(?:api|apis\/([^/]+))\/[^/]+\/(?:namespaces\/[^/]+\/(?=[a-z]+(?:[/?]|$)))?([a-z]+)/.exec(
      String(exchange["path"]),
    );
    if (!Array.isArray(definitions) || path === null || exchange["group"] === "crd") continue;
    const key = `${path[1] ?? ""}/${path[2] ?? ""}`;
    columns[key] ??= definitions.map(columnOf);
  }
  return Object.fromEntries(Object.entries(columns).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** name, type, format, priority, description. */
function columnOf(definition: unknown): readonly unknown[] {
  const column = objectOf(definition);
  return [column["name"], column["type"], column["format"], column["priority"], column["description"]];
}
