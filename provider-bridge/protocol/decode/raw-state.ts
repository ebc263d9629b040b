import type { RawState } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { RawState as FrameworkRawState } from "../../framework/contract/state-change";
import { StoredState } from "../values";

const NO_BYTES = new Uint8Array(0);

/** Stored state from its message, to be read by whatever type it turns out to have. */
export function decodeRawState(message: RawState | undefined): FrameworkRawState {
  const isFlat = message !== undefined && message.json.length === 0 && message.flatmap.size > 0;
  return new StoredState(message?.json ?? NO_BYTES, isFlat);
}
