import type { Value } from "../values/value";

/** A call; arguments of a variadic parameter stand at the end. */
export interface CallFunctionRequest {
  readonly name: string;
  readonly arguments: readonly Value[];
}

/** The result, or what was wrong (with the 0-based number of the argument). */
export type CallFunctionResponse =
  | { readonly result: Value }
  | { readonly error: { readonly text: string; readonly argument: number | undefined } };
