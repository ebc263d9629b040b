/** How answers are compared. */
import { isDeepStrictEqual } from "node:util";
import { type Json, textAt } from "./case";

/** The outcome of our side: an answer, or the refusal's message. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

const ownErrors = new Set(["DecodeError", "PatchError", "RangeError", "TypeError", "BundleError", "CertificateError"]);

/** Runs our side; an error that is none of the library's own counts as a crash and is thrown on. */
export function attempt<T>(action: () => T): Outcome<T> {
  try {
    return { ok: true, value: action() };
  } catch (error) {
    if (!(error instanceof Error) || !ownErrors.has(error.name) || isCrash(error)) throw error;
    return { ok: false, error: error.message };
  }
}

/** Built-in errors that no code of ours threw on purpose: its own messages begin with "Cannot". */
function isCrash(error: Error): boolean {
  return (error.name === "RangeError" || error.name === "TypeError") && !error.message.startsWith("Cannot ");
}

/** The first line in which two texts differ, undefined when they are the same. */
export function textDifference(ours: string, theirs: string): string | undefined {
  if (ours === theirs) return undefined;
  const left = ours.split("\n");
  const right = theirs.split("\n");
  const at = left.findIndex((line, index) => line !== right[index]);
  const line = at < 0 ? left.length : at;
  return `line ${line + 1}: ours ${JSON.stringify(left[line])}, theirs ${JSON.stringify(right[line])}`;
}

/** What differs between two JSON values, undefined when they are the same. */
export function valueDifference(ours: unknown, theirs: unknown): string | undefined {
  return isDeepStrictEqual(ours, theirs) ? undefined : `ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(theirs)}`;
}

/** Compares two lists as sets. */
export function setDifference(ours: readonly string[], theirs: readonly string[]): string | undefined {
  return valueDifference(ours.toSorted(), theirs.toSorted());
}

/** Compares an outcome with an answer: the same verdict, and where it is yes, the same text. */
export function judge(ours: Outcome<string>, theirs: Json, text: string): string | undefined {
  const accepted = theirs["ok"] === true;
  if (ours.ok !== accepted) {
    return accepted
      ? `ours refuses: ${ours.ok ? "" : ours.error}`
      : `ours accepts, theirs refuses: ${textAt(theirs, "error")}`;
  }
  return ours.ok ? textDifference(ours.value, text) : undefined;
}
