/** From a machine that waits to one that runs: who it is, who was there before it, its configuration, its first boot. */
import { applyConfiguration, getResource, kinds, type MaintenanceMachine, type TalosNode } from "../../clients/talos";
import type { CallContext } from "../../clients/transport";
import type { WaitContext } from "../../fleet";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { path } from "../../framework/values/path";
import { decodeConfig, encodeConfig, type MachineConfig, withKubernetesTags } from "../../talos-config";
import { proveAddress } from "./address-proof";
import type { Machine } from "./machine";
import { proveName } from "./node-name";
import { removePredecessors } from "./predecessors";
import type { WantedConfig } from "./wanted-config";

/**
 * Sends its first configuration to a machine in maintenance mode, after everything has been proven that can be.
 * The machine's node is released, whatever happens.
 */
export async function provision(
  machine: Machine,
  maintenance: MaintenanceMachine,
  wanted: WantedConfig,
  context: WaitContext,
): Promise<void> {
  const { name, endpoint, clients } = machine;
  try {
    await proveAddress(machine, context);
    proveInstance(machine, maintenance.instanceId);
    await proveName({ name, node: maintenance.node }, wanted.config, context);
    context.progress(`making room for "${name}" in its cluster`);
    await removePredecessors(machine, { addresses: [] }, context);
    const config = encodeConfig(await withRunningTags(machine, wanted.config, context));
    context.progress(`configuring "${name}" at "${endpoint}"`);
    await applyConfiguration(maintenance.node, { config, mode: "AUTO" }, context);
  } finally {
    clients.talos().release(maintenance.node);
  }
}

/** The machine itself names its server: an address that Hetzner gave away meanwhile is told by it. */
export function proveInstance({ serverId, endpoint }: Machine, instanceId: string): void {
  if (instanceId === "" || instanceId === serverId) return;
  throw new DiagnosticError(
    "Machine is another server",
    `The machine at "${endpoint}" says that it is server ${instanceId}, and not ${serverId}. Nothing was sent. Give the address of this server as endpoint.`,
    { path: path("endpoint") },
  );
}

/** One that joins a running cluster starts with the versions of Kubernetes that run there. */
async function withRunningTags(machine: Machine, config: MachineConfig, context: CallContext): Promise<MachineConfig> {
  const { fleet, credential, name } = machine;
  const { answering } = await fleet.survey(credential, context, name);
  const [first] = answering;
  const running = first === undefined ? undefined : await activeConfig(first.node, context);
  return running === undefined ? config : withKubernetesTags(config, running);
}

/** The configuration in force; undefined where there is none. @throws TalosError, DecodeError */
async function activeConfig(node: TalosNode, context: CallContext): Promise<MachineConfig | undefined> {
  const active = await getResource(node, kinds.machineConfig, "v1alpha1", context);
  return active === undefined ? undefined : decodeConfig(active.spec);
}
