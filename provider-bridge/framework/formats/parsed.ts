/**
 * Text forms that mean something (addresses, durations, versions, image references), read into what they mean.
 * Here belongs pure parsing, shared by validators and semantics; never a diagnostic and nothing of one attribute.
 */

/**
 * What reading a text gave: its meaning, or what is wrong with it as a phrase (`the prefix length is more than 32`).
 * The phrase never repeats a part of the text, which may be a secret.
 */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** The text means this. */
export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** The text means nothing, because of this. */
export function refused(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}
