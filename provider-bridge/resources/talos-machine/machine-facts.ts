/** What a machine says of itself: one connection, few calls, at the same time. */
import { CORDON_MARK } from "../../clients/kubernetes";
import {
  getResource,
  ipText,
  kinds,
  listResources,
  STAGES,
  TalosError,
  type TalosNode,
  talosVersion,
} from "../../clients/talos";
import { type CallContext, type Clock, together } from "../../clients/transport";
import { until, type WaitContext } from "../../fleet";

/** What was seen. */
export interface MachineFacts {
  /** With `v`. */
  readonly version: string;
  /** Null for an image that was not made by an Image Factory. */
  readonly schematicId: string | null;
  /** Text of the configuration in force; undefined where there is none. */
  readonly active: string | undefined;
  /** Text of the configuration of the next boot. */
  readonly persistent: string | undefined;
  readonly stage: (typeof STAGES)[number];
  readonly hostname: string;
  readonly addresses: readonly string[];
  /** Hetzner's id of the server; "" where the machine does not know it. */
  readonly instanceId: string;
  /** Whether a run of ours that was cut off has left its Node cordoned. */
  readonly isCordonedByUs: boolean;
}

/** Of addresses, in the order in which they are looked for: the first has no pods' ones. */
const ADDRESSES = "current-no-k8s";

/** Asks a machine. @throws TalosError */
export async function readFacts(node: TalosNode, context: CallContext): Promise<MachineFacts> {
  // First alone: whether it answers at all is told by one call, not by seven.
  const version = await talosVersion(node, context);
  const [configs, status, extensions, hostname, addresses, platform, nodes] = await together(context, (each) => [
    listResources(node, kinds.machineConfig, each),
    getResource(node, kinds.machineStatus, "machine", each),
    listResources(node, kinds.extension, each),
    getResource(node, kinds.hostname, "hostname", each),
    getResource(node, kinds.nodeAddress, ADDRESSES, each),
    getResource(node, kinds.platform, "platformmetadata", each),
    listResources(node, kinds.nodeStatus, each),
  ]);
  if (version === undefined) {
    throw new TalosError("malformed", `Cannot read the version of the machine at "${node.host}": it gave none`);
  }
  const active = configs.find(({ id }) => id === "v1alpha1")?.spec;
  return {
    version: version.tag,
    schematicId: extensions.find(({ spec }) => spec.metadata?.name === "schematic")?.spec.metadata?.version ?? null,
    active,
    persistent: configs.find(({ id }) => id === "persistent")?.spec ?? active,
    stage: STAGES[status?.spec.stage ?? 0] ?? "unknown",
    hostname: hostname?.spec.hostname ?? "",
    addresses: (addresses?.spec.addresses ?? []).map(ipText).filter((address) => address !== undefined),
    instanceId: platform?.spec.instanceId ?? "",
    isCordonedByUs: nodes.some(({ spec }) => spec.unschedulable && spec.annotations.has(CORDON_MARK)),
  };
}

/** Asks a machine whose services may just be starting again, until it answers. @throws TalosError that will not pass */
export function settledFacts(
  {
    name,
    node,
    clients,
  }: { readonly name: string; readonly node: TalosNode; readonly clients: { readonly clock: Clock } },
  context: WaitContext,
): Promise<MachineFacts> {
  return until(clients.clock, context, async () => {
    try {
      return { done: await readFacts(node, context) };
    } catch (error) {
      if (!(error instanceof TalosError) || !error.mayPass) throw error;
      return { seen: `waiting for "${name}" to say what it is: ${error.message}` };
    }
  });
}
