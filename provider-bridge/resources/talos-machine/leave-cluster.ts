/** How a control plane leaves etcd, and when it may not. */
import { forfeitEtcdLeadership, leaveEtcd, removeEtcdMember, TalosError } from "../../clients/talos";
import { type EtcdSurvey, hasQuorum, leaveProblem, type SurveyedMember, until, type WaitContext } from "../../fleet";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { lookAtEtcd } from "./look-further";
import type { Machine } from "./machine";

/** What is known before. */
export interface LeaveOptions {
  /** Whether the machine itself answers. */
  readonly isUp: boolean;
  /** Whether the cluster may be destroyed: its own resources went in this run, or the user says so. */
  readonly isAllowed: boolean;
}

/**
 * Finds out whether the machine may leave, before anything is done to it; answers how it leaves (undefined: it need not).
 * @throws DiagnosticError where it may not
 */
export async function leaveCluster(
  machine: Machine,
  { isUp, isAllowed }: LeaveOptions,
  context: WaitContext,
): Promise<(() => Promise<void>) | undefined> {
  const { fleet, credential, name } = machine;
  context.progress(`asking the control planes of "${fleet.name}" for etcd`, lookAtEtcd(machine));
  const survey = await fleet.survey(credential, context);
  const own = memberOf(machine, survey);
  if (own === undefined) return undefined;
  // Who answers knows a leader: etcd decides, even where the others cannot be reached from here.
  const isDeciding = survey.answering.length > 0;
  const problem = leaveProblem(survey.members, own.id, isDeciding);
  if (problem !== undefined && !isAllowed) throw refusal(machine, problem, survey);
  if (!isDeciding) return undefined; // Nobody can decide that it leaves, and nothing is left to be kept.
  if (problem === "last_member") return undefined; // It takes its data with it.
  return async () => {
    context.progress(`taking "${name}" out of etcd`);
    await leave(machine, own, isUp && own.isHealthy, survey, context);
    await untilGone(machine, own, survey, context);
  };
}

/** A machine's own member: by the address that answers, else by its name. */
function memberOf({ name, endpoint }: Machine, { members, answering }: EtcdSurvey): SurveyedMember | undefined {
  const id = answering.find(({ node }) => node.host === endpoint)?.memberId;
  return members.find((member) => member.id === id) ?? members.find((member) => member.name === name);
}

async function leave(
  machine: Machine,
  own: SurveyedMember,
  canItself: boolean,
  { answering }: EtcdSurvey,
  context: WaitContext,
): Promise<void> {
  if (canItself) {
    try {
      // A leader that just goes leaves the others without one for a moment.
      await forfeitEtcdLeadership(machine.node, context).catch((error: unknown) => {
        if (!(error instanceof TalosError)) throw error;
      });
      await leaveEtcd(machine.node, context);
      return;
    } catch (error) {
      if (!(error instanceof TalosError)) throw error;
      context.log.debug("the machine cannot leave etcd by itself", { name: machine.name, failure: error.message });
    }
  }
  const other = answering.find(({ memberId }) => memberId !== own.id);
  if (other === undefined) return;
  try {
    await removeEtcdMember(other.node, own.id, context);
  } catch (error) {
    if (!(error instanceof TalosError) || error.code !== "not_found") throw error;
  }
}

/** The others must have seen it go before the next one does. Who was silent before, or is out of reach, is not waited for. */
function untilGone(
  { fleet, credential, name, clients }: Machine,
  own: SurveyedMember,
  before: EtcdSurvey,
  context: WaitContext,
) {
  const others = before.members.filter(({ id, isHealthy }) => isHealthy && id !== own.id);
  return until(clients.clock, context, async () => {
    const { members, problems } = await fleet.survey(credential, context, name);
    if (members.length === 0) return { done: true };
    const isGone = !members.some(({ id }) => id === own.id);
    const well = new Set(members.filter(({ isHealthy }) => isHealthy).map(({ id }) => id));
    if (isGone && (hasQuorum(members) || others.every(({ id }) => well.has(id)))) return { done: true };
    const state = isGone ? `well are ${well.size} of ${members.length} members` : "its member is still there";
    const seen = [state, ...problems].join("; ");
    return { seen: `waiting until etcd of "${fleet.name}" is well without "${name}": ${seen}` };
  });
}

function refusal(
  machine: Machine,
  problem: "last_member" | "quorum",
  { members, problems }: EtcdSurvey,
): DiagnosticError {
  const { name, fleet } = machine;
  const way = `If the cluster is to go as a whole, destroy its hephaestus_talos_cluster and hephaestus_talos_bootstrap in the same run, or set "allow_cluster_destroy" in the provider block (environment variable HEPHAESTUS_ALLOW_CLUSTER_DESTROY=true).`;
  if (problem === "last_member") {
    return new DiagnosticError(
      "Last control plane may not leave",
      `"${name}" is the last member of etcd of cluster "${fleet.name}": with it goes everything that the cluster knows. Nothing was done to it. To replace it, add another control plane first and remove this one afterwards. ${way}`,
    );
  }
  const healthy = members.filter(({ isHealthy }) => isHealthy).length;
  return new DiagnosticError(
    "Control plane may not leave",
    `Of ${members.length} members of etcd of cluster "${fleet.name}", ${healthy} are well; without "${name}" there would be no quorum. Nothing was done to it. Repair or remove the sick one first (${problems.join("; ")}). ${way}`,
  );
}
