/**
 * How members come and go, under etcd's strict checks: nobody is added while a voter is down, nobody is removed where
 * the rest could not agree any more. Ids are drawn by the caller: sixteen hexadecimal digits, never used before.
 */
import { EtcdError } from "./etcd-error";
import { settle } from "./leadership";
import { isServed, type Links, reachedBy } from "./quorum";
import { agreed, type EtcdMember, type EtcdState, withMember } from "./state";

/** etcd allows one at a time (`--experimental-max-learners`, default 1). */
const mostLearners = 1;

/** What a new cluster is made of. */
export interface NewCluster {
  readonly clusterId: string;
  readonly memberId: string;
  readonly name: string;
  readonly peerUrls: readonly string[];
  readonly clientUrls: readonly string[];
  /** As in "3.6.12". */
  readonly version: string;
}

/** A cluster of one member that runs and leads itself. That it is made but once, the caller's data directory says. */
export function bootstrapCluster({ clusterId, memberId, name, peerUrls, clientUrls, version }: NewCluster): EtcdState {
  const member: EtcdMember = { id: memberId, name, peerUrls, clientUrls, isLearner: false, isRunning: true };
  return { clusterId, members: [member], leaderId: memberId, term: 2, index: 4, alarms: [], version };
}

/**
 * Adds a learner that has not started yet. `via` is the member that is asked.
 *
 * @throws EtcdError "no-leader", "unhealthy" (a voter is down or out of reach), "too-many-learners" or
 * "peer-url-exists".
 */
export function addLearner(
  state: EtcdState,
  via: string,
  links: Links,
  { id, peerUrls }: { readonly id: string; readonly peerUrls: readonly string[] },
): EtcdState {
  const leaderId = servedBy(state, via, links);
  if (state.members.some((member) => member.peerUrls.some((url) => peerUrls.includes(url)))) {
    throw new EtcdError("peer-url-exists");
  }
  if (state.members.filter((member) => member.isLearner).length >= mostLearners) {
    throw new EtcdError("too-many-learners");
  }
  const voters = state.members.filter((member) => !member.isLearner);
  if (reachedBy(state, leaderId, links).length < voters.length) throw new EtcdError("unhealthy");
  const learner: EtcdMember = { id, name: "", peerUrls, clientUrls: [], isLearner: true, isRunning: false };
  const members = [...state.members, learner].sort((a, b) => (a.id < b.id ? -1 : 1));
  return agreed(state, { members });
}

/** A member's process comes up and tells its name. A member that was removed meanwhile must not call this. */
export function startMember(
  state: EtcdState,
  id: string,
  links: Links,
  { name, clientUrls }: Pick<EtcdMember, "name" | "clientUrls">,
): EtcdState {
  if (!state.members.some((member) => member.id === id)) throw new EtcdError("member-not-found");
  const started = { ...state, members: withMember(state, id, { isRunning: true }) };
  const settled = settle(started, links);
  // The name is told by agreement; without a majority it stays what it was.
  if (settled.leaderId === undefined) return settled;
  return agreed(settled, { members: withMember(settled, id, { name, clientUrls, isRunning: true }) });
}

/** A member's process ends; it stays a member. */
export function stopMember(state: EtcdState, id: string, links: Links): EtcdState {
  return settle({ ...state, members: withMember(state, id, { isRunning: false }) }, links);
}

/**
 * Makes a voter of a learner.
 *
 * @throws EtcdError "no-leader", "member-not-found", "not-a-learner" or "learner-not-ready".
 */
export function promote(state: EtcdState, via: string, links: Links, id: string): EtcdState {
  const leaderId = servedBy(state, via, links);
  const learner = state.members.find((member) => member.id === id);
  if (learner === undefined) throw new EtcdError("member-not-found");
  if (!learner.isLearner) throw new EtcdError("not-a-learner");
  if (!learner.isRunning || learner.name === "" || !links(leaderId, id)) throw new EtcdError("learner-not-ready");
  return settle(agreed(state, { members: withMember(state, id, { isLearner: false }) }), links);
}

/**
 * Removes a member, whether it runs or not; its alarms go with it. The last voter cannot be removed.
 *
 * @throws EtcdError "no-leader", "member-not-found", "not-enough-started" or "unhealthy" (the rest has too few that run).
 */
export function removeMember(state: EtcdState, via: string, links: Links, id: string): EtcdState {
  const leaderId = servedBy(state, via, links);
  const gone = state.members.find((member) => member.id === id);
  if (gone === undefined) throw new EtcdError("member-not-found");
  if (!gone.isLearner) {
    const rest = state.members.filter((member) => !member.isLearner && member.id !== id);
    const needed = Math.floor(rest.length / 2) + 1;
    if (rest.filter((member) => member.name !== "").length < needed) throw new EtcdError("not-enough-started");
    const active = reachedBy(state, leaderId, links);
    const isActive = active.some((member) => member.id === id);
    if (isActive && active.length - 1 < needed) throw new EtcdError("unhealthy");
  }
  const members = state.members.filter((member) => member.id !== id);
  const alarms = state.alarms.filter((alarm) => alarm.memberId !== id);
  return settle(agreed(state, { members, alarms }), links);
}

/** The leader that a member gets through to. */
function servedBy(state: EtcdState, via: string, links: Links): string {
  if (state.leaderId === undefined || !isServed(state, via, links)) throw new EtcdError("no-leader");
  return state.leaderId;
}
