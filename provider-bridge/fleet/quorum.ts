/** What a change of membership does to etcd. Pure. */

/** A member as it is seen from outside. */
export interface SurveyedMember {
  readonly id: bigint;
  /** Name of the machine; "" for one that never started. */
  readonly name: string;
  readonly isLearner: boolean;
  /** Whether it answers and says of itself that it is well. */
  readonly isHealthy: boolean;
  /** Where the other members find it. @default not known */
  readonly peerHosts?: readonly string[];
}

/** How many votes decide among so many voters. */
export function majority(voters: number): number {
  return Math.floor(voters / 2) + 1;
}

/** Whether enough members answer to decide anything. */
export function hasQuorum(members: readonly SurveyedMember[]): boolean {
  const voters = members.filter(({ isLearner }) => !isLearner);
  return voters.length > 0 && voters.filter(({ isHealthy }) => isHealthy).length >= majority(voters.length);
}

/** What stands against a member's leaving for good. */
export type LeaveProblem = "last_member" | "quorum";

/**
 * Whether a member may leave: not as the last one, and not where the quorum that is there now would go with it. Where there
 * is no quorum any more, nothing is left to be protected. A member that cannot be asked counts as one that is not well.
 * @param isDeciding whether etcd decides now: one member that knows a leader proves it, whoever else can be asked
 */
export function leaveProblem(
  members: readonly SurveyedMember[],
  id: bigint,
  isDeciding: boolean = hasQuorum(members),
): LeaveProblem | undefined {
  const leaving = members.find((member) => member.id === id);
  if (leaving === undefined || leaving.isLearner || !isDeciding) return undefined;
  const rest = members.filter((member) => member.id !== id);
  if (!rest.some(({ isLearner }) => !isLearner)) return "last_member";
  return hasQuorum(rest) ? undefined : "quorum";
}

/** Whether a member may be away for a while: the others decide without it, and it still counts as a voter. */
export function mayBeAway(members: readonly SurveyedMember[], id: bigint): boolean {
  const voters = members.filter(({ isLearner }) => !isLearner);
  if (voters.length <= 1) return true; // A control plane of one: whoever reboots it knows that the API goes, too.
  const others = voters.filter((member) => member.id !== id && member.isHealthy).length;
  return others >= majority(voters.length);
}
