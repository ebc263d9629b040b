/** The machine's own end: shut down, or reset without its boot partitions. */
import { kinds, listResources, reset, shutdown, TalosError, talosVersion } from "../../clients/talos";
import { within } from "../../clients/transport";
import { until, type WaitContext } from "../../fleet";
import { lookAtMachine } from "./look-further";
import type { Machine, onDestroyOf } from "./machine";

/** How long a machine may take to answer before it counts as down, milliseconds. */
const answerMs = 15_000;
/** How long a machine may take to go down, milliseconds. */
const downMs = 300_000;

/** Whether the machine answers our credentials. */
export async function isAnswering({ node }: Machine, context: WaitContext): Promise<boolean> {
  try {
    await talosVersion(node, { ...context, signal: AbortSignal.any([context.signal, AbortSignal.timeout(answerMs)]) });
    return true;
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof TalosError || (error instanceof DOMException && error.name === "TimeoutError")) return false;
    throw error;
  }
}

/** System volumes that hold data; those of the boot loader are never among them. */
const DATA_VOLUMES = new Set(["STATE", "EPHEMERAL", "ETCD", "CRI", "KUBELET", "LOG"]);

/** Ends the machine as the user wants it, and waits until its services are down. */
export async function endMachine(
  machine: Machine,
  { reset: isReset, shutdown: isShutDown }: Pick<ReturnType<typeof onDestroyOf>, "reset" | "shutdown">,
  context: WaitContext,
): Promise<void> {
  if (!isReset && !isShutDown) return;
  const { name, node } = machine;
  context.progress(isReset ? `resetting "${name}"` : `shutting down "${name}"`, lookAtMachine(machine));
  try {
    if (isReset)
      await reset(node, { graceful: false, reboot: true, partitions: await dataPartitions(machine, context) }, context);
    else await shutdown(node, { force: true }, context);
  } catch (error) {
    // It may have gone down before it could say so.
    if (!(error instanceof TalosError) || error.code !== "broken_off") throw error;
  }
  await untilDown(machine, context);
}

/** Partitions of data that this machine has: which ones there are depends on its version and configuration. */
async function dataPartitions({ node }: Machine, context: WaitContext): Promise<readonly string[]> {
  const found = await listResources(node, kinds.volumeStatus, context).catch((error: unknown) => {
    if (error instanceof TalosError) return [];
    throw error;
  });
  const isPartition = (volume: (typeof found)[number]) => volume.spec.partitionUuid !== "";
  const named = found.filter((volume) => DATA_VOLUMES.has(volume.id) && isPartition(volume)).map(({ id }) => id);
  return [...new Set(["STATE", "EPHEMERAL", ...named])];
}

/** Its kubelet must not register the Node again. A machine that hangs on its way down hinders nobody for ever. */
async function untilDown(machine: Machine, context: WaitContext): Promise<void> {
  const { name, node, clients } = machine;
  const limit = { limitMs: downMs, why: () => new TalosError("timed_out", `Cannot see "${name}" go down`) };
  try {
    await within(clients.clock, context, limit, (limited) =>
      until(clients.clock, limited, async () => {
        try {
          await talosVersion(node, limited);
          node.close();
          return { seen: `waiting for "${name}" to go down: it still answers` };
        } catch (error) {
          if (error instanceof TalosError) return { done: true };
          throw error;
        }
      }),
    );
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof TalosError)) throw error;
    context.log.warn("the machine does not go down", { name });
  }
}
