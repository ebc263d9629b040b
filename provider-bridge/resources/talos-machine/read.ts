/** Read: what runs against what is wanted; who cannot be asked is not gone. */

import { findNode, KubernetesError } from "../../clients/kubernetes";
import { type MaintenanceMachine, maintenanceMachine, TalosError } from "../../clients/talos";
import { type TimeLimit, within } from "../../clients/transport";
import type { IdentitySchema } from "../../framework/contract/identity";
import { changed, gone, type ReadResult, unreachable } from "../../framework/contract/read-result";
import type { ReadRequest } from "../../framework/contract/resource-definition";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { isServerGone } from "./address-proof";
import { driftOf, importedState } from "./drift";
import {
  type Machine,
  type MachineState,
  machineOf,
  type TalosMachineSettings,
  type TalosMachineSurroundings,
} from "./machine";
import { type MachineFacts, readFacts } from "./machine-facts";
import { BOOT, CONTROL_PLANES, factsState } from "./machine-values";
import { rememberBoot, rememberCluster } from "./remember";
import { rememberedBoot, rememberedControlPlanes } from "./remembered";
import type { talosMachineSchema } from "./schema";

type Request = ReadRequest<typeof talosMachineSchema, IdentitySchema>;

/** How long a machine may take to answer before it counts as unreachable, milliseconds. */
const answerMs = 20_000;

function answerLimit({ endpoint }: Machine): TimeLimit {
  const seconds = answerMs / 1_000;
  const why = () => new TalosError("timed_out", `Cannot read the machine at "${endpoint}" within ${seconds} s`);
  return { limitMs: answerMs, why };
}

/** Compares a machine with its state. */
export async function readMachine(
  request: Request,
  settings: TalosMachineSettings,
  surroundings: TalosMachineSurroundings,
): Promise<ReadResult<MachineState>> {
  const { state, imported, signal } = request;
  const machine = await machineOf(state, settings, { ...surroundings, signal });
  machine.fleet.learn(rememberedControlPlanes(request.privateState.get(CONTROL_PLANES)));
  if (state.role === "controlplane") machine.fleet.learn([{ name: state.name, addresses: [state.endpoint] }]);
  const known = { boot: rememberedBoot(request.privateState.get(BOOT)), hostname: state.hostname };
  let facts: MachineFacts;
  try {
    facts = await within(machine.clients.clock, request, answerLimit(machine), (limited) =>
      readFacts(machine.node, limited, known),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (imported) throw notImported(machine, error);
    return notAnswering(machine, request, error);
  }
  rememberBoot(facts, request.privateState);
  if (imported) return changed(importedState(state, facts, request.privateState), { drift: [] });
  const drift = driftOf(state, facts, request.privateState);
  if (state.role === "controlplane") await rememberOnce(machine, request);
  // One that is as it should be is not asked again: hundreds of open connections are dear, on both sides.
  if (drift.length === 0) machine.node.close();
  return changed({ ...state, ...factsState(facts) }, { drift });
}

/** A state from before has no addresses yet; afterwards they are renewed by create and update. */
async function rememberOnce(machine: Machine, request: Request): Promise<void> {
  if (request.privateState.get(CONTROL_PLANES) === undefined) await rememberCluster(machine, request);
}

function notImported({ name, endpoint }: Machine, error: unknown): unknown {
  if (!(error instanceof TalosError)) return error;
  return new DiagnosticError(
    "Machine cannot be imported",
    `Nothing can be learned of "${name}": ${error.message}. Check that "${endpoint}" is its address and that the credentials are those of its cluster.`,
    { cause: error },
  );
}

async function notAnswering(machine: Machine, request: Request, error: unknown): Promise<ReadResult<MachineState>> {
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof TalosError)) throw error;
  const maintenance = await inMaintenance(machine, request, error);
  if (maintenance !== undefined) {
    const sentence =
      "stage: the machine is in maintenance mode and has no configuration; an update gives it its own again";
    return changed({ ...request.state, stage: "maintenance" }, { drift: [sentence] });
  }
  if (!(await isServerGone(machine, request))) return unreachable(reason);
  const traces = await tracesOf(machine, request);
  if (traces === undefined) {
    return unreachable(
      `Server ${machine.serverId} is gone, and nobody can say what is left of "${machine.name}" in its cluster. ${reason}`,
    );
  }
  if (traces.length === 0) return gone();
  const drift = traces.map(
    (trace) =>
      `server: ${machine.serverId} is gone, and ${trace} is still there; destroy this resource, or give it the server that takes its place`,
  );
  return changed(request.state, { drift });
}

/** The machine at this address waits for a configuration, and says that it is this server. */
async function inMaintenance(machine: Machine, request: Request, error: unknown): Promise<true | undefined> {
  if (!(error instanceof TalosError) || error.code !== "not_trusted") return undefined;
  const pool = machine.clients.talos();
  let found: MaintenanceMachine;
  try {
    found = await maintenanceMachine(pool, machine.endpoint, undefined, request);
  } catch (failure) {
    if (failure instanceof TalosError) return undefined;
    throw failure;
  }
  pool.release(found.node);
  return found.instanceId === machine.serverId ? true : undefined;
}

/** What is left of a machine in its cluster; undefined where nobody can say. */
async function tracesOf(machine: Machine, request: Request): Promise<readonly string[] | undefined> {
  const { fleet, credential, name } = machine;
  await fleet.findControlPlanes({}, request);
  const survey = await fleet.survey(credential, request, name);
  if (survey.answering.length === 0) return undefined;
  try {
    const api = await fleet.kubernetes(credential, request);
    const node = await findNode(api, name, request);
    const isMember = survey.members.some((member) => member.name === name);
    return [...(isMember ? ["its member of etcd"] : []), ...(node === undefined ? [] : ["its Node"])];
  } catch (error) {
    if (error instanceof TalosError || error instanceof KubernetesError) return undefined;
    throw error;
  }
}
