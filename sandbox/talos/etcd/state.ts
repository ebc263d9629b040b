/** What etcd knows of itself, as plain JSON. */

/** A member. */
export interface EtcdMember {
  /** Sixteen hexadecimal digits. */
  readonly id: string;
  /** The name it told when it started; "" where it was added and never started. */
  readonly name: string;
  readonly peerUrls: readonly string[];
  /** Told with the name. */
  readonly clientUrls: readonly string[];
  readonly isLearner: boolean;
  /** Its process runs. */
  readonly isRunning: boolean;
}

/** Something that a member cries out until somebody disarms it. */
export interface EtcdAlarm {
  readonly memberId: string;
  readonly kind: "nospace" | "corrupt";
}

/** One cluster. */
export interface EtcdState {
  /** Sixteen hexadecimal digits; two clusters never share it. */
  readonly clusterId: string;
  /** By id. */
  readonly members: readonly EtcdMember[];
  /** Undefined: there is none, and nothing is answered but what needs no agreement. */
  readonly leaderId: string | undefined;
  /** One more with each election. */
  readonly term: number;
  /** One more with each change that was agreed on. */
  readonly index: number;
  readonly alarms: readonly EtcdAlarm[];
  /** As in "3.6.12". */
  readonly version: string;
}

/** The state after one more thing was agreed on. */
export function agreed(state: EtcdState, change: Partial<EtcdState>): EtcdState {
  return { ...state, ...change, index: state.index + 1 };
}

/** The members with one of them replaced. */
export function withMember(state: EtcdState, id: string, change: Partial<EtcdMember>): readonly EtcdMember[] {
  return state.members.map((member) => (member.id === id ? { ...member, ...change } : member));
}
