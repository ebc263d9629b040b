/** Who leads: elections after something fell or came back, and giving up the lead. */
import { EtcdError } from "./etcd-error";
import { hasMajority, isServed, type Links } from "./quorum";
import { agreed, type EtcdState } from "./state";

/**
 * Elects, where that is due: a leader that keeps its majority stays, without any majority there is none. To be called
 * after each change of members or links. Two majorities share a voter, so there are never two leaders.
 */
export function settle(state: EtcdState, links: Links): EtcdState {
  const { leaderId } = state;
  if (leaderId !== undefined && hasMajority(state, leaderId, links)) return state;
  const next = state.members.find((member) => hasMajority(state, member.id, links))?.id;
  if (next === leaderId) return state;
  return next === undefined ? { ...state, leaderId: next } : agreed(state, { leaderId: next, term: state.term + 1 });
}

/**
 * Gives up the lead for the first other voter that is there; returns its name, "" where the member leads nobody.
 *
 * @throws EtcdError "only-one-member", "no-leader", "member-not-found" or "unhealthy".
 */
export function forfeitLeadership(
  state: EtcdState,
  id: string,
  links: Links,
): { readonly state: EtcdState; readonly leader: string } {
  if (!isServed(state, id, links)) throw new EtcdError("no-leader");
  if (state.members.length === 1) throw new EtcdError("only-one-member");
  if (!state.members.some((member) => member.id === id)) throw new EtcdError("member-not-found");
  if (state.leaderId !== id) return { state, leader: "" };
  const next = state.members.find((member) => member.id !== id && hasMajority(state, member.id, links));
  if (next === undefined) throw new EtcdError("unhealthy");
  return { state: agreed(state, { leaderId: next.id, term: state.term + 1 }), leader: next.name };
}
