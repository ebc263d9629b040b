import type { Json } from "../../../scripts/oracles/hcloud-http/json";
import type { ShownResource } from "./shown";

/** How the id of an import is made of a resource's values, where it is not simply its `id`. */
const IMPORT_IDS: Readonly<Record<string, (values: Json) => string>> = {
  hcloud_load_balancer_target: (values) => {
    const [type, balancer] = [values.get("type").text(), values.get("load_balancer_id").number()];
    const what = type === "server" ? values.get("server_id").number() : values.get("label_selector").text();
    return `${balancer}__${type}__${what}`;
  },
};

/** One `import` block for each resource, by its address. */
export function importBlocks(resources: readonly (readonly [string, ShownResource])[]): string {
  return resources
    .map(([address, { type, values }]) => {
      const id = IMPORT_IDS[type]?.(values) ?? values.get("id").text(String(values.get("id").number()));
      return `import {\n  to = ${address}\n  id = ${JSON.stringify(id)}\n}\n`;
    })
    .join("");
}
