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
  type TalosResource,
  talosVersion,
} from "../../clients/talos";
import { type CallContext, type Clock, together } from "../../clients/transport";
import { until, type WaitContext } from "../../fleet";

/** What only a boot changes. */
export interface BootFacts {
  /** With `v`. */
  readonly version: string;
  /** Null for an image that was not made by an Image Factory. */
  readonly schematicId: string | null;
  /** Hetzner's id of the server; "" where the machine does not know it. */
  readonly instanceId: string;
}

/** What was seen in a boot, and what tells it from every other one. */
export interface Boot extends BootFacts {
  /** When the machine's status was made, which is in the first second of a boot; "" where it does not say. */
  readonly since: string;
}

/** What is known of a machine from before, and need not be asked again where what is asked anyway says that it is so still. */
export interface KnownFacts {
  /** The boot in which the machine was seen last. */
  readonly boot: Boot | undefined;
  readonly hostname: string | null;
}

/** What was seen. */
export interface MachineFacts extends Boot {
  /** Text of the configuration in force; undefined where there is none. */
  readonly active: string | undefined;
  /** Text of the configuration of the next boot. */
  readonly persistent: string | undefined;
  readonly stage: (typeof STAGES)[number];
  readonly hostname: string;
  readonly addresses: readonly string[];
  /** Whether a run of ours that was cut off has left its Node cordoned. */
  readonly isCordonedByUs: boolean;
}

/** Of addresses, in the order in which they are looked for: the first has no pods' ones. */
const ADDRESSES = "current-no-k8s";

/**
 * Asks a machine. What only a boot changes is not asked again while the boot is the one that is `known`.
 * @throws TalosError
 */
export async function readFacts(node: TalosNode, context: CallContext, known?: KnownFacts): Promise<MachineFacts> {
  // First alone: whether it answers at all is told by one call, not by all.
  const status = await getResource(node, kinds.machineStatus, "machine", context);
  const since = status?.created ?? "";
  const [boot, configs, addresses, nodes, hostname] = await together(context, (each) => {
    const ownNode = listResources(node, kinds.nodeStatus, each);
    return [
      since !== "" && since === known?.boot?.since ? Promise.resolve(known.boot) : readBoot(node, each),
      listResources(node, kinds.machineConfig, each),
      getResource(node, kinds.nodeAddress, ADDRESSES, each),
      ownNode,
      readHostname(node, each, { ownNode, known: known?.hostname ?? null }),
    ];
  });
  const active = configs.find(({ id }) => id === "v1alpha1")?.spec;
  return {
    version: boot.version,
    schematicId: boot.schematicId,
    instanceId: boot.instanceId,
    since,
    active,
    persistent: configs.find(({ id }) => id === "persistent")?.spec ?? active,
    stage: STAGES[status?.spec.stage ?? 0] ?? "unknown",
    hostname,
    addresses: (addresses?.spec.addresses ?? []).map(ipText).filter((address) => address !== undefined),
    isCordonedByUs: nodes.some(({ spec }) => spec.unschedulable && spec.annotations.has(CORDON_MARK)),
  };
}

/** The machine finds its Node by its host name: where that is the known one, it has it still. */
async function readHostname(
  node: TalosNode,
  context: CallContext,
  {
    ownNode,
    known,
  }: { readonly ownNode: Promise<readonly TalosResource<{ nodename: string }>[]>; readonly known: string | null },
): Promise<string> {
  if (known !== null && (await ownNode).some(({ spec }) => spec.nodename === known)) return known;
  const found = await getResource(node, kinds.hostname, "hostname", context);
  return found?.spec.hostname ?? "";
}

async function readBoot(node: TalosNode, context: CallContext): Promise<BootFacts> {
  const [version, extensions, platform] = await together(context, (each) => [
    talosVersion(node, each),
    listResources(node, kinds.extension, each),
    getResource(node, kinds.platform, "platformmetadata", each),
  ]);
  if (version === undefined) {
    throw new TalosError("malformed", `Cannot read the version of the machine at "${node.host}": it gave none`);
  }
  return {
    version: version.tag,
    schematicId: extensions.find(({ spec }) => spec.metadata?.name === "schematic")?.spec.metadata?.version ?? null,
    instanceId: platform?.spec.instanceId ?? "",
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
