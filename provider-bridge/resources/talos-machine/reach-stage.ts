/** Waits until a machine has come as far as its role can come now. */
import {
  getResource,
  kinds,
  listServices,
  STAGES,
  TalosError,
  talosVersion,
  watchResources,
} from "../../clients/talos";
import { until, type WaitContext } from "../../fleet";
import type { Machine } from "./machine";

type Stage = (typeof STAGES)[number];

/**
 * Waits for the stage `running`; for a control plane of a cluster that is not bootstrapped yet, until its etcd waits to be
 * begun: it cannot come further by itself.
 * @throws the signal's reason at the deadline
 */
export async function reachStage(
  machine: Machine,
  context: WaitContext,
  options: { readonly mayWaitForBootstrap: boolean },
): Promise<Stage> {
  const { clock } = machine.clients;
  return until(clock, context, async () => {
    try {
      await talosVersion(machine.node, context);
      const stage = await followStage(machine, context, options.mayWaitForBootstrap);
      return stage === undefined ? { seen: `waiting for "${machine.name}" to boot` } : { done: stage };
    } catch (error) {
      if (!(error instanceof TalosError) || !mayStillCome(error)) throw error;
      return { seen: `waiting for "${machine.name}" to answer the cluster's credentials: ${error.message}` };
    }
  });
}

/** While a configuration is taken over, the certificate of maintenance mode is shown a moment longer. */
function mayStillCome({ code, mayPass }: TalosError): boolean {
  return mayPass || code === "not_trusted" || code === "client_refused";
}

/** Follows the stage until it is reached, or the connection ends (undefined). */
async function followStage(
  machine: Machine,
  context: WaitContext,
  mayWaitForBootstrap: boolean,
): Promise<Stage | undefined> {
  const controller = new AbortController();
  const own = { ...context, signal: AbortSignal.any([context.signal, controller.signal]) };
  const bootstrapWait =
    mayWaitForBootstrap && machine.role === "controlplane" ? endOfBoot(machine, own, controller) : undefined;
  try {
    for await (const { resource } of watchResources(machine.node, kinds.machineStatus, { id: "machine" }, own)) {
      const stage = STAGES[resource?.spec.stage ?? 0] ?? "unknown";
      const unmet = (resource?.spec.status?.unmetConditions ?? []).map(({ name, reason }) => `${name} (${reason})`);
      context.progress(
        `waiting for "${machine.name}": stage "${stage}"${unmet.length > 0 ? `, not met: ${unmet.join(", ")}` : ""}`,
      );
      if (stage === "running") return stage;
    }
    return undefined;
  } catch (error) {
    if (bootstrapWait?.reached() === true) return stageNow(machine, context);
    throw error;
  } finally {
    bootstrapWait?.end();
  }
}

async function stageNow(machine: Machine, context: WaitContext): Promise<Stage> {
  const status = await getResource(machine.node, kinds.machineStatus, "machine", context);
  return STAGES[status?.spec.stage ?? 0] ?? "unknown";
}

/** Between two looks at etcd, milliseconds: its service has no resource of its own while it is not up. */
const lookMs = 500;

/** Ends the watch when etcd waits to be begun, and no other control plane has one. */
function endOfBoot(machine: Machine, context: WaitContext, watch: AbortController) {
  let isReached = false;
  const done = new AbortController();
  const signal = AbortSignal.any([context.signal, done.signal]);
  const look = async () => {
    for (;;) {
      signal.throwIfAborted();
      if (await waitsForBootstrap(machine, { ...context, signal }).catch(notNow)) break;
      await machine.clients.clock.sleep(lookMs, signal);
    }
    isReached = true;
    watch.abort(new Error("The wait is over: etcd waits to be begun"));
  };
  // What goes wrong here goes wrong in the watch, too, and is told there.
  look().catch(() => undefined);
  return { reached: () => isReached, end: () => done.abort() };
}

/** The watch may live on where one look fails: the next one is in a moment. */
function notNow(error: unknown): false {
  if (error instanceof TalosError) return false;
  throw error;
}

async function waitsForBootstrap(machine: Machine, context: WaitContext): Promise<boolean> {
  const etcd = (await listServices(machine.node, context)).find(({ id }) => id === "etcd");
  if (etcd?.state !== "Preparing") return false;
  const { fleet, credential, name, node } = machine;
  await fleet.findControlPlanes({ node }, context);
  if (!(await fleet.isEtcdRunning(credential, context, name))) return true;
  const survey = await fleet.survey(credential, context, name);
  return survey.members.length === 0;
}
