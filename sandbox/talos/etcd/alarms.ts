/** Alarms: raised by what happens on a member's disk, gone when somebody disarms them. */
import { agreed, type EtcdAlarm, type EtcdState } from "./state";

/** A member cries out; it does so once. */
export function raiseAlarm(state: EtcdState, alarm: EtcdAlarm): EtcdState {
  const isKnown = state.alarms.some(({ memberId, kind }) => memberId === alarm.memberId && kind === alarm.kind);
  return isKnown ? state : agreed(state, { alarms: [...state.alarms, alarm] });
}

/** All alarms are off; returns those that were on. */
export function disarmAlarms(state: EtcdState): { readonly state: EtcdState; readonly disarmed: readonly EtcdAlarm[] } {
  return state.alarms.length === 0
    ? { state, disarmed: [] }
    : { state: agreed(state, { alarms: [] }), disarmed: state.alarms };
}
