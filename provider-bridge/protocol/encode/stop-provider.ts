import { tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";

/** Stopping never fails: what runs is told to end, and ends by itself. */
export function encodeStopProvider(): Uint8Array {
  return tfplugin6.encode("StopProvider.Response", {});
}
