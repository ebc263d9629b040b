/** How a cluster's etcd is, seen from all control planes that answer. */
import {
  etcdStatus,
  listEtcdAlarms,
  listEtcdMembers,
  type TalosCredential,
  TalosError,
  type TalosNode,
  type TalosPool,
} from "../clients/talos";
import type { CallContext } from "../clients/transport";
import type { ControlPlane } from "./control-planes";
import type { SurveyedMember } from "./quorum";

/** What was seen. */
export interface EtcdSurvey {
  /** Empty where no control plane could say. */
  readonly members: readonly SurveyedMember[];
  /** Control planes whose member is well, with that member's id. */
  readonly answering: readonly { readonly node: TalosNode; readonly memberId: bigint }[];
  /** How many control planes were asked. */
  readonly asked: number;
  /** Why those that did not answer did not, one sentence each. */
  readonly problems: readonly string[];
}

interface Answer {
  readonly node: TalosNode;
  readonly memberId: bigint;
  readonly members: Awaited<ReturnType<typeof listEtcdMembers>>;
}

/** Asks every control plane for its member and its view of the others. Never rejects but with the signal's reason. */
export async function surveyEtcd(
  pool: TalosPool,
  credential: TalosCredential,
  controlPlanes: readonly ControlPlane[],
  context: CallContext,
): Promise<EtcdSurvey> {
  const answers = await Promise.all(
    controlPlanes.map(async (controlPlane) => {
      const attempts = controlPlane.addresses.map((address) => ask(pool.node(address, credential), context));
      try {
        return await Promise.any(attempts);
      } catch {
        context.signal.throwIfAborted();
        const reasons = await Promise.allSettled(attempts);
        const why = reasons.map((each) => (each.status === "rejected" ? textOf(each.reason) : "")).join("; ");
        return `"${controlPlane.name}": ${why === "" ? "no address is known" : why}`;
      }
    }),
  );
  const answering = answers.filter((answer) => typeof answer !== "string");
  const healthy = new Set(answering.map(({ memberId }) => memberId));
  // Each answering member knows the same list; one that has just been changed may know it first.
  const known = new Map(answering.flatMap(({ members }) => members.map((member) => [member.id, member])));
  const members = [...known.values()].map(
    ({ id, hostname, isLearner }): SurveyedMember => ({ id, name: hostname, isLearner, isHealthy: healthy.has(id) }),
  );
  return {
    members,
    answering: answering.map(({ node, memberId }) => ({ node, memberId })),
    asked: controlPlanes.length,
    problems: answers.filter((answer) => typeof answer === "string"),
  };
}

/** What a control plane says, when its member is well. */
async function ask(node: TalosNode, context: CallContext): Promise<Answer> {
  const status = await etcdStatus(node, context);
  const members = await listEtcdMembers(node, context);
  const alarms = await listEtcdAlarms(node, context);
  const problems = [...(status?.errors ?? []), ...(alarms.length > 0 ? ["an alarm is raised"] : [])];
  if (status === undefined || status.leader === 0n || problems.length > 0) {
    const why = problems.length > 0 ? problems.join(", ") : "its member knows no leader";
    throw new TalosError("not_ready", `Cannot count on etcd on "${node.host}": ${why}`);
  }
  return { node, memberId: status.memberId, members };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
