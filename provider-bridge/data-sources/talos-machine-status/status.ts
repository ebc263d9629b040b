/** A machine's status, out of few calls. */
import { getResource, kinds, listServices, STAGES, type TalosNode, talosVersion } from "../../clients/talos";
import { type CallContext, together } from "../../clients/transport";

/** What the data source tells. */
export interface MachineStatus {
  readonly reachable: boolean;
  readonly problem: string | null;
  readonly stage: string | null;
  readonly ready: boolean;
  readonly unmet_conditions: readonly { readonly name: string; readonly reason: string }[];
  readonly talos_version: string | null;
  readonly hostname: string | null;
  readonly services: Readonly<Record<string, string>>;
}

/** Asks a machine. @throws TalosError */
export async function readMachineStatus(node: TalosNode, context: CallContext): Promise<MachineStatus> {
  // First alone: whether it answers at all is told by one call.
  const version = await talosVersion(node, context);
  const [status, hostname, services] = await together(context, (each) => [
    getResource(node, kinds.machineStatus, "machine", each),
    getResource(node, kinds.hostname, "hostname", each),
    listServices(node, each),
  ]);
  const { ready = false, unmetConditions = [] } = status?.spec.status ?? {};
  return {
    reachable: true,
    problem: null,
    stage: STAGES[status?.spec.stage ?? 0] ?? "unknown",
    ready,
    unmet_conditions: unmetConditions.map(({ name, reason }) => ({ name, reason })),
    talos_version: version?.tag ?? null,
    hostname: hostname?.spec.hostname ?? null,
    services: Object.fromEntries(services.map(({ id, state }) => [id, state])),
  };
}

/** The status of a machine that does not answer. */
export function silentStatus(problem: string): MachineStatus {
  return {
    reachable: false,
    problem,
    stage: null,
    ready: false,
    unmet_conditions: [],
    talos_version: null,
    hostname: null,
    services: {},
  };
}
