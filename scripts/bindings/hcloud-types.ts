import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { BindingSource, SchemaBlock } from "./provider-schema";

/** The types of `hetznercloud/hcloud` that constructs use, and those that stand beside them in most stacks. */
const RESOURCES: readonly string[] = [
  "firewall",
  "firewall_attachment",
  "floating_ip",
  "floating_ip_assignment",
  "load_balancer",
  "load_balancer_network",
  "load_balancer_service",
  "load_balancer_target",
  "network",
  "network_route",
  "network_subnet",
  "placement_group",
  "primary_ip",
  "rdns",
  "server",
  "server_network",
  "snapshot",
  "ssh_key",
  "volume",
  "volume_attachment",
];
const DATA_SOURCES: readonly string[] = [
  "firewall",
  "image",
  "load_balancer",
  "network",
  "primary_ip",
  "server",
  "ssh_key",
];

/** The chosen types out of the published schema, as the stand-in keeps it in the repository. */
export async function hcloudSource(root: string): Promise<BindingSource> {
  const text = await readFile(resolve(root, "sandbox/stand-in/generated/hcloud-schema.json"), "utf8");
  const schema: {
    readonly version: string;
    readonly provider: { readonly block: SchemaBlock };
    readonly resource_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
    readonly data_source_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
  } = JSON.parse(text);
  return {
    name: "hcloud",
    source: "hetznercloud/hcloud",
    version: schema.version,
    provider: schema.provider.block,
    resources: chosen(schema.resource_schemas, RESOURCES),
    dataSources: chosen(schema.data_source_schemas, DATA_SOURCES),
  };
}

function chosen(
  schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>,
  names: readonly string[],
): Readonly<Record<string, SchemaBlock>> {
  return Object.fromEntries(
    names.map((name) => {
      const found = schemas[`hcloud_${name}`];
      if (found === undefined)
        throw new RangeError(`Cannot make a binding of "hcloud_${name}": the schema has no such type`);
      return [`hcloud_${name}`, found.block];
    }),
  );
}
