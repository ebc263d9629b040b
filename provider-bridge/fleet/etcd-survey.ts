/** How a cluster's etcd is, seen from all control planes that answer. */
import {
  etcdStatus,
  listEtcdAlarms,
  listEtcdMembers,
  listServices,
  type TalosCredential,
  TalosError,
  type TalosNode,
  type TalosPool,
  talosVersion,
} from "../clients/talos";
import { type CallContext, together } from "../clients/transport";
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

/** How long one control plane may take to answer, milliseconds. */
const surveyMs = 12_000;

/** Asks every control plane for its member and its view of the others. Never rejects but with the signal's reason. */
export async function surveyEtcd(
  pool: TalosPool,
  credential: TalosCredential,
  controlPlanes: readonly ControlPlane[],
  context: CallContext,
): Promise<EtcdSurvey> {
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal, AbortSignal.timeout(surveyMs)]);
  const limited = { ...context, signal };
  const answers = await Promise.all(
    controlPlanes.map(async ({ name, addresses }) => {
      try {
        return await ask(await firstReachable(pool, credential, addresses, limited), limited);
      } catch (error) {
        context.signal.throwIfAborted();
        return `"${name}": ${error instanceof Error ? error.message : String(error)}`;
      }
    }),
  ).finally(() => over.abort()); // What was asked beside the answer that counted need not go on.
  const answering = answers.filter((answer) => typeof answer !== "string");
  const healthy = new Set(answering.map(({ memberId }) => memberId));
  // Each answering member knows the same list; one that has just been changed may know it first.
  const known = new Map(answering.flatMap(({ members }) => members.map((member) => [member.id, member])));
  const members = [...known.values()].map(({ id, hostname, isLearner, peerUrls }): SurveyedMember => {
    const peerHosts = peerUrls.map((url) => (URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, "") : url));
    return { id, name: hostname, isLearner, isHealthy: healthy.has(id), peerHosts };
  });
  return {
    members,
    answering: answering.map(({ node, memberId }) => ({ node, memberId })),
    asked: controlPlanes.length,
    problems: answers.filter((answer) => typeof answer === "string"),
  };
}

/**
 * Whether any of these control planes runs etcd, well or not. A survey asks etcd itself, and again and again where it is
 * not up: this is told by Talos at once.
 */
export async function isEtcdRunning(
  pool: TalosPool,
  credential: TalosCredential,
  controlPlanes: readonly ControlPlane[],
  context: CallContext,
): Promise<boolean> {
  const limited = { ...context, signal: AbortSignal.any([context.signal, AbortSignal.timeout(surveyMs)]) };
  const answers = await Promise.all(
    controlPlanes.map(async ({ addresses }) => {
      try {
        const services = await listServices(await firstReachable(pool, credential, addresses, limited), limited);
        return services.some(({ id, state }) => id === "etcd" && state === "Running");
      } catch (error) {
        context.signal.throwIfAborted();
        context.log.debug("a control plane does not say whether it runs etcd", { failure: String(error) });
        return false;
      }
    }),
  );
  return answers.includes(true);
}

/**
 * A machine of which several addresses are known, at the one where it answers first.
 * @throws TalosError of its last address, the signal's reason
 */
export async function firstReachable(
  pool: TalosPool,
  credential: TalosCredential,
  addresses: readonly string[],
  context: CallContext,
): Promise<TalosNode> {
  const nodes = addresses.map((address) => pool.node(address, credential));
  const [only] = nodes;
  if (only === undefined) throw new TalosError("not_connected", "Cannot reach the machine: no address of it is known");
  if (nodes.length === 1) return only;
  try {
    return await Promise.any(nodes.map((node) => talosVersion(node, context).then(() => node)));
  } catch (error) {
    context.signal.throwIfAborted();
    throw error instanceof AggregateError ? (error.errors.at(-1) ?? error) : error;
  }
}

/** What a control plane says, when its member is well. */
async function ask(node: TalosNode, context: CallContext): Promise<Answer> {
  const [status, members, alarms] = await together(context, (each) => [
    etcdStatus(node, each),
    listEtcdMembers(node, each),
    listEtcdAlarms(node, each),
  ]);
  const problems = [...(status?.errors ?? []), ...(alarms.length > 0 ? ["an alarm is raised"] : [])];
  if (status === undefined || status.leader === 0n || problems.length > 0) {
    const why = problems.length > 0 ? problems.join(", ") : "its member knows no leader";
    throw new TalosError("not_ready", `Cannot count on etcd on "${node.host}": ${why}`);
  }
  return { node, memberId: status.memberId, members };
}
