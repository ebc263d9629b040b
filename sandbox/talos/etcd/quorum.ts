/** Majorities: who can agree with whom. */
import type { EtcdMember, EtcdState } from "./state";

/** Whether the machines of two members reach each other's etcd, both ways. A member always reaches itself. */
export type Links = (a: string, b: string) => boolean;

/** How many voters must agree. */
export function quorumOf(state: EtcdState): number {
  return Math.floor(votersOf(state).length / 2) + 1;
}

/** The voters that run and that a member reaches, itself included. */
export function reachedBy(state: EtcdState, id: string, links: Links): readonly EtcdMember[] {
  return votersOf(state).filter((voter) => voter.isRunning && (voter.id === id || links(id, voter.id)));
}

/** Whether a voter that runs has a majority around it. */
export function hasMajority(state: EtcdState, id: string, links: Links): boolean {
  const own = state.members.find((member) => member.id === id);
  if (own === undefined || own.isLearner || !own.isRunning) return false;
  return reachedBy(state, id, links).length >= quorumOf(state);
}

/** Whether anything can be agreed on at all. */
export function hasQuorum(state: EtcdState): boolean {
  return state.leaderId !== undefined;
}

/** Whether a member answers what needs agreement: it runs, votes and has the leader in reach. */
export function isServed(state: EtcdState, id: string, links: Links): boolean {
  const { leaderId } = state;
  const own = state.members.find((member) => member.id === id);
  if (leaderId === undefined || own === undefined || !own.isRunning || own.isLearner) return false;
  return leaderId === id || links(id, leaderId);
}

/** What a member says of itself, whether or not there is a majority. */
export function statusOf(state: EtcdState, id: string, links: Links) {
  const own = state.members.find((member) => member.id === id);
  const { leaderId } = state;
  const seesLeader = leaderId !== undefined && (leaderId === id || links(id, leaderId));
  return {
    memberId: id,
    leaderId: seesLeader ? leaderId : undefined,
    isLearner: own?.isLearner === true,
    term: state.term,
    index: state.index,
    errors: seesLeader ? alarmsOf(state) : ["etcdserver: no leader", ...alarmsOf(state)],
  };
}

function alarmsOf(state: EtcdState): readonly string[] {
  return state.alarms.map(({ memberId, kind }) => `memberID:${BigInt(`0x${memberId}`)} alarm:${kind.toUpperCase()} `);
}

function votersOf(state: EtcdState): readonly EtcdMember[] {
  return state.members.filter((member) => !member.isLearner);
}
