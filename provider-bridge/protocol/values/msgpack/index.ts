/**
 * Terraform's values as MessagePack, byte for byte as go-cty writes them. It is written by hand because no library keeps
 * what Terraform needs kept: 64-bit integers, decimal text, refined unknowns; and none is small enough for our starts.
 * Here belongs the binary form alone; what both forms share (sets, refinements, numbers) lies one folder up.
 */
export { decodeMsgpack } from "./decode";
export { encodeMsgpack } from "./encode";
