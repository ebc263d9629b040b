/** What a machine will be called in Kubernetes and etcd. */
import { getResource, kinds, type TalosNode } from "../../clients/talos";
import type { CallContext } from "../../clients/transport";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { path } from "../../framework/values/path";
import type { MachineConfig } from "../../talos-config";

/** The host name that a configuration sets; undefined where it leaves it to the platform. Pure. */
export function configuredHostname({ documents }: MachineConfig): string | undefined {
  for (const { kind, value } of documents) {
    const holder =
      kind === "v1alpha1" ? nested(value, ["machine", "network"]) : kind === "HostnameConfig" ? value : undefined;
    const hostname = holder?.get("hostname");
    if (typeof hostname === "string" && hostname !== "") return hostname;
  }
  return undefined;
}

function nested(
  value: ReadonlyMap<string, unknown>,
  keys: readonly string[],
): ReadonlyMap<string, unknown> | undefined {
  let current: ReadonlyMap<string, unknown> | undefined = value;
  for (const key of keys) {
    const next: unknown = current?.get(key);
    current = next instanceof Map ? next : undefined;
  }
  return current;
}

/**
 * Refuses a machine that would be called otherwise than this resource: nobody would find its member and its Node again.
 * @throws DiagnosticError
 */
export async function proveName(
  { name, node }: { readonly name: string; readonly node: TalosNode },
  config: MachineConfig,
  context: CallContext,
): Promise<void> {
  const set = configuredHostname(config);
  const given = set ?? (await platformHostname(node, context));
  const found = given.split(".")[0]?.toLowerCase() ?? "";
  if (found === "" || found === name) return;
  const source =
    set === undefined ? `Its server is called "${given}"` : `Its configuration sets the host name "${given}"`;
  throw new DiagnosticError(
    "Machine would have another name",
    `${source}, and name is "${name}". Give both the same name, or set the host name with a patch (a document HostnameConfig with auto "off" and hostname "${name}"; up to Talos 1.11, machine.network.hostname).`,
    { path: path("name") },
  );
}

async function platformHostname(node: TalosNode, context: CallContext): Promise<string> {
  const platform = await getResource(node, kinds.platform, "platformmetadata", context);
  return platform?.spec.hostname ?? "";
}
