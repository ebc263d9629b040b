/** A reboot in the fleet's order: nobody else away, quorum to spare, pods moved, healthy again before the next one goes. */
import {
  findNode,
  type KubernetesApi,
  KubernetesError,
  type KubernetesNode,
  setUnschedulable,
} from "../../clients/kubernetes";
import { readFile, reboot, TalosError, talosVersion } from "../../clients/talos";
import { within } from "../../clients/transport";
import { drainNode, mayBeAway, turnText, until, type WaitContext } from "../../fleet";
import { lookAtEtcd, lookAtMachine, lookAtNode } from "./look-further";
import type { Machine, rolloutOf } from "./machine";
import { reachStage } from "./reach-stage";

type Rollout = ReturnType<typeof rolloutOf>;

/** The machine did not become healthy, or could not be taken away without harm. */
export class HealthGateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "HealthGateError";
  }
}

/**
 * Waits for the machine's turn and reboots it.
 * @throws HealthGateError, FleetHaltedError, DrainTimeoutError, TalosError, and the signal's reason
 */
export function rebootInTurn(machine: Machine, rollout: Rollout, context: WaitContext): Promise<void> {
  const { fleet, name, role } = machine;
  const { maxUnavailable, haltOnFailure } = rollout;
  const request = { machine: name, role, what: "reboot", maxUnavailable, haltOnFailure, signal: context.signal };
  context.progress(turnText(fleet.turns, request));
  return fleet.turns.take(request, () => rebootNow(machine, rollout, context));
}

async function rebootNow(machine: Machine, rollout: Rollout, context: WaitContext): Promise<void> {
  const { fleet, node, name } = machine;
  await fleet.findControlPlanes({ node }, context);
  const wasMember = await spareQuorum(machine, rollout, context);
  const kubernetes = await kubernetesOf(machine, context);
  const wasReady = kubernetes !== undefined && (await findNode(kubernetes, name, context))?.ready === "True";
  const wasCordoned = await cordonAndDrain(machine, kubernetes, rollout, context);
  const before = await bootId(machine, context);
  context.progress(`rebooting "${name}"`);
  await reboot(node, context);
  await bootedAgain(machine, before, rollout, context);
  await reachStage(machine, context, { mayWaitForBootstrap: !wasMember });
  if (kubernetes !== undefined && !wasCordoned) await uncordon(machine, kubernetes, context);
  // A Node that was not Ready before (no network plugin yet, for instance) is not held up for it.
  await healthyAgain(machine, wasReady ? kubernetes : undefined, wasMember, rollout, context);
}

/** Waits until the others keep the quorum without this control plane; answers whether it is a member of etcd at all. */
async function spareQuorum(machine: Machine, { healthTimeoutMs }: Rollout, context: WaitContext): Promise<boolean> {
  if (machine.role !== "controlplane") return true;
  const { fleet, credential, name, clients } = machine;
  let last = "";
  const limit = {
    limitMs: healthTimeoutMs,
    why: () =>
      new HealthGateError(
        `Cannot reboot "${name}": the quorum of etcd would be lost without it, and that did not change within ${healthTimeoutMs / 1000} s. ${last}. To find out more: ${lookAtEtcd(machine)}`,
      ),
  };
  return within(clients.clock, context, limit, (limited) =>
    until(clients.clock, limited, async () => {
      const { members, problems } = await fleet.survey(credential, limited);
      if (members.length === 0) return { done: false };
      const own = members.find((member) => member.name === name);
      if (own === undefined || mayBeAway(members, own.id)) return { done: own !== undefined };
      const well = members.filter(({ isHealthy }) => isHealthy).length;
      last = [`Well are ${well} of ${members.length} members`, ...problems].join("; ");
      return { seen: `waiting until etcd can spare "${name}": ${last}` };
    }),
  );
}

/** Undefined where there is no cluster yet, or nobody answers for it. */
async function kubernetesOf(machine: Machine, context: WaitContext): Promise<KubernetesApi | undefined> {
  try {
    const api = await machine.fleet.kubernetes(machine.credential, context);
    await findNode(api, machine.name, context);
    return api;
  } catch (error) {
    if (!(error instanceof TalosError) && !(error instanceof KubernetesError)) throw error;
    context.log.debug("Kubernetes cannot be asked: nothing is drained", { name: machine.name, failure: error.message });
    return undefined;
  }
}

/** Answers whether the node was cordoned before: then it stays so. */
async function cordonAndDrain(
  machine: Machine,
  kubernetes: KubernetesApi | undefined,
  { drainTimeoutMs: timeoutMs, disableEviction }: Rollout,
  context: WaitContext,
): Promise<boolean> {
  if (kubernetes === undefined) return false;
  const { name, clients } = machine;
  const found = await findNode(kubernetes, name, context);
  context.progress(`draining "${name}"`);
  try {
    await drainNode(kubernetes, name, { timeoutMs, disableEviction }, { clock: clients.clock, context });
  } catch (error) {
    if (found !== undefined && !isUsersCordon(found)) await uncordon(machine, kubernetes, context);
    throw error;
  }
  return found !== undefined && isUsersCordon(found);
}

/** What a killed run of ours has left is no wish of the user. */
function isUsersCordon({ unschedulable, isCordonedByUs }: KubernetesNode): boolean {
  return unschedulable && !isCordonedByUs;
}

/** Lets pods on the node again where a run that was cut off has left it cordoned. */
export async function liftCordon(machine: Machine, context: WaitContext): Promise<void> {
  const kubernetes = await kubernetesOf(machine, context);
  if (kubernetes === undefined) return;
  const found = await findNode(kubernetes, machine.name, context);
  if (found?.isCordonedByUs === true) await setUnschedulable(kubernetes, machine.name, false, context);
}

async function uncordon({ name }: Machine, api: KubernetesApi, context: WaitContext): Promise<void> {
  const found = await findNode(api, name, context);
  if (found?.unschedulable === true) await setUnschedulable(api, name, false, context);
}

/** The kernel's own mark of a boot. */
const BOOT_ID = "/proc/sys/kernel/random/boot_id";

async function bootId({ node }: Machine, context: WaitContext): Promise<string> {
  return (await readFile(node, BOOT_ID, context)).toString("utf8").trim();
}

async function bootedAgain(machine: Machine, before: string, { healthTimeoutMs }: Rollout, context: WaitContext) {
  const { name, node, clients } = machine;
  let last = "it has not gone down yet";
  const limit = {
    limitMs: healthTimeoutMs,
    why: () =>
      new HealthGateError(
        `Cannot see "${name}" again after its reboot: it did not come back within ${healthTimeoutMs / 1000} s (${last}). To find out more: ${lookAtMachine(machine)}`,
      ),
  };
  await within(clients.clock, context, limit, (limited) =>
    until(clients.clock, limited, async () => {
      try {
        await talosVersion(node, limited);
        if ((await bootId(machine, limited)) !== before) return { done: true };
      } catch (error) {
        if (!(error instanceof TalosError)) throw error;
        last = error.message;
        node.close(); // A connection to a machine that reboots may look alive for long.
      }
      return { seen: `waiting for "${name}" to come back from its reboot: ${last}` };
    }),
  );
}

async function healthyAgain(
  machine: Machine,
  kubernetes: KubernetesApi | undefined,
  wasMember: boolean,
  { healthTimeoutMs }: Rollout,
  context: WaitContext,
): Promise<void> {
  const { name, role, clients, fleet, credential } = machine;
  let last = "";
  const limit = {
    limitMs: healthTimeoutMs,
    why: () =>
      new HealthGateError(
        `Cannot count on "${name}" after its reboot: ${last} after ${healthTimeoutMs / 1000} s. To find out more: ${lookAtNode(machine)}; ${lookAtEtcd(machine)}`,
      ),
  };
  await within(clients.clock, context, limit, (limited) =>
    until(clients.clock, limited, async () => {
      last = (await problemOf(limited)) ?? "";
      return last === "" ? { done: true } : { seen: `waiting for "${name}" to be healthy: ${last}` };
    }),
  );

  async function problemOf(limited: WaitContext): Promise<string | undefined> {
    if (role === "controlplane" && wasMember) {
      const { members } = await fleet.survey(credential, limited);
      if (!members.some((member) => member.name === name && member.isHealthy)) return "its member of etcd is not well";
    }
    if (kubernetes === undefined) return undefined;
    try {
      const found = await findNode(kubernetes, name, limited);
      if (found === undefined) return undefined;
      return found.ready === "True" ? undefined : `its Node is not Ready (${found.ready})`;
    } catch (error) {
      if (!(error instanceof KubernetesError)) throw error;
      return error.message;
    }
  }
}
