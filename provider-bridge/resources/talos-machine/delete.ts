/** Delete: drained, out of etcd, down, and out of Kubernetes, in this order; a sick cluster never hinders it. */
import { deleteNode, findNode, type KubernetesApi, KubernetesError } from "../../clients/kubernetes";
import { TalosError } from "../../clients/talos";
import { drainNode, turnText, type WaitContext } from "../../fleet";
import type { IdentitySchema } from "../../framework/contract/identity";
import type { StateRequest } from "../../framework/contract/resource-definition";
import { leaveCluster } from "./leave-cluster";
import { lookAtMachine } from "./look-further";
import {
  type Machine,
  machineOf,
  onDestroyOf,
  rolloutOf,
  type TalosMachineSettings,
  type TalosMachineSurroundings,
} from "./machine";
import { CONTROL_PLANES } from "./machine-values";
import { rememberedControlPlanes } from "./remembered";
import type { talosMachineSchema } from "./schema";
import { endMachine, isAnswering } from "./shut-down";

type Request = StateRequest<typeof talosMachineSchema, IdentitySchema>;
type OnDestroy = ReturnType<typeof onDestroyOf>;

/** Takes the machine out of its cluster. */
export async function deleteMachine(
  request: Request,
  settings: TalosMachineSettings,
  surroundings: TalosMachineSurroundings,
): Promise<void> {
  const { state, privateState, signal } = request;
  const machine = await machineOf(state, settings, { ...surroundings, signal });
  const { fleet, role, name } = machine;
  fleet.learn(rememberedControlPlanes(privateState.get(CONTROL_PLANES)));
  request.progress(`looking for "${name}" at "${machine.endpoint}"`, lookAtMachine(machine));
  const isUp = await isAnswering(machine, request);
  await fleet.findControlPlanes({ node: isUp ? machine.node : undefined }, request);
  if (role === "controlplane") fleet.learn([{ name, addresses: [machine.endpoint] }]);
  const { maxUnavailable } = rolloutOf(state.rollout);
  const turn = { machine: name, role, what: "remove", maxUnavailable, haltOnFailure: false, signal };
  const remove = () => removeMachine(machine, { isUp, onDestroy: onDestroyOf(state.on_destroy), settings }, request);
  // Where the whole cluster goes, workers need not take turns; control planes still leave one by one.
  if (role === "worker" && fleet.isGoing) await remove();
  else {
    request.progress(turnText(fleet.turns, turn));
    await fleet.turns.take(turn, remove);
  }
  fleet.forget(name);
}

interface Removal {
  readonly isUp: boolean;
  readonly onDestroy: OnDestroy;
  readonly settings: TalosMachineSettings;
}

async function removeMachine(
  machine: Machine,
  { isUp, onDestroy, settings }: Removal,
  request: Request,
): Promise<void> {
  const { fleet, name } = machine;
  const isAllowed = fleet.isGoing || settings.allowClusterDestroy;
  const leave = machine.role === "controlplane" ? await leaveCluster(machine, { isUp, isAllowed }, request) : undefined;
  const kubernetes = await kubernetesOf(machine, request);
  if (kubernetes !== undefined && onDestroy.drain && !fleet.isGoing) {
    request.progress(`draining "${name}"`);
    await drain(machine, kubernetes, onDestroy, request);
  }
  await leave?.();
  // Asked again: one that is taken for dead after a broken call goes on running, and registers its Node again.
  if (isUp || (await isAnswering(machine, request))) await endMachine(machine, onDestroy, request);
  if (kubernetes !== undefined && onDestroy.deleteNode) await forgetNode(machine, kubernetes, request);
}

/** Undefined where nobody answers for the cluster: there is nothing to drain then, and nothing to hinder the end. */
async function kubernetesOf(machine: Machine, request: Request): Promise<KubernetesApi | undefined> {
  try {
    const api = await machine.fleet.kubernetes(machine.credential, request);
    await readable(() => findNode(api, machine.name, request));
    return api;
  } catch (error) {
    if (!(error instanceof TalosError) && !(error instanceof KubernetesError)) throw error;
    if (!machine.fleet.isGoing) {
      request.diagnostics.warning(
        "Node was not drained",
        `Kubernetes of cluster "${machine.fleet.name}" cannot be asked, so that "${machine.name}" goes without a drain and its Node may stay behind: ${error.message}.`,
      );
    }
    return undefined;
  }
}

async function drain(machine: Machine, api: KubernetesApi, { drainTimeoutMs }: OnDestroy, context: WaitContext) {
  const options = { timeoutMs: drainTimeoutMs, disableEviction: false };
  await drainNode(api, machine.name, options, { clock: machine.clients.clock, context });
}

/** An answer that cannot be read says nothing, also not that nobody is there: so often it is asked for. */
const mostAnswers = 3;

async function readable<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isUnread = error instanceof KubernetesError && error.code === "malformed";
      if (!isUnread || attempt === mostAnswers) throw error;
    }
  }
}

/** Last of all: a living kubelet would register it again. */
async function forgetNode(machine: Machine, api: KubernetesApi, request: Request): Promise<void> {
  const { name } = machine;
  try {
    await readable(() => deleteNode(api, name, request));
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    request.log.debug("the Node stays behind", { name, failure: error.message });
    tellNodeLeft(machine, error, request);
  }
}

function tellNodeLeft({ fleet, name, role }: Machine, error: KubernetesError, { diagnostics }: Request): void {
  // The API went with the last control plane, and its Nodes with it.
  if (fleet.isGoing || role === "controlplane") return;
  diagnostics.warning("Node stays behind", `The Node "${name}" could not be deleted: ${error.message}.`);
}
