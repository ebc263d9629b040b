/** Why the Image Factory could not be used: one error class with a closed list of codes. */

import type { MakeMalformed } from "../transport";

/** The closed list of reasons. */
export type ImageFactoryErrorCode =
  /** There is no such version, schematic or image. */
  | "not_found"
  /** The schematic or version is not accepted. */
  | "invalid"
  /** No answer, or none that could be read. */
  | "unreachable"
  /** It answered with an error of its own. */
  | "unavailable";

/** A call of the Image Factory that failed. Its message says what was tried, on what, and what came back. */
export class ImageFactoryError extends Error {
  readonly code: ImageFactoryErrorCode;

  constructor(code: ImageFactoryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ImageFactoryError";
    this.code = code;
  }
}

/** Makes the error of an answer that is not what the protocol says. */
export const unreadable: MakeMalformed = (message, options) => new ImageFactoryError("unreachable", message, options);
