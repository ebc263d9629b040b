import type { RawState } from "../../provider-bridge/framework/contract/state-change";
import { StoredState } from "../../provider-bridge/protocol/values/raw-state";

/** Stored state as Terraform hands it over, from its text. */
export function storedText(text: string): RawState {
  return new StoredState(new Uint8Array(Buffer.from(text, "utf8")), false);
}

/** Stored state from what its JSON says. */
export function storedJson(json: unknown): RawState {
  return storedText(JSON.stringify(json));
}
