/** Strategic merge and JSON patches with exactly Talos's semantics; what the result means is judged elsewhere. */
export { applyPatches } from "./apply";
export { type JsonPatch, loadPatch, type Patch, type StrategicPatch } from "./load";
export { PatchError, type PatchErrorDetails } from "./patch-error";
