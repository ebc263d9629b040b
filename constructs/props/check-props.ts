import { Token } from "cdktf";
import { PropsError } from "./props-error";

/** One thing that props must fulfil. */
export interface Rule<Props> {
  /** The prop that is to be changed where the rule is broken, by its path. */
  readonly prop: string | ((props: Props) => string);
  /** Whether the props break it. */
  readonly broken: (props: Props) => boolean;
  /** What is wrong, to be read after the prop's name: its value, and what is allowed. */
  readonly message: (props: Props) => string;
}

/** How the props of a construct are checked. */
export interface PropChecks<Props> {
  /** Values that must be known at synth, by the prop's name, since something is computed from them. */
  readonly concrete?: (props: Props) => Readonly<Record<string, unknown>>;
  readonly rules: readonly Rule<Props>[];
  /** Props that must be there, which types say only to those who use them. @default none */
  readonly required?: readonly (keyof Props & string)[];
}

/**
 * Checks props, all of them, before anything is made of them.
 *
 * @throws PropsError that tells everything that is wrong, one a line; TypeError for a token where a value is needed.
 */
export function checkProps<Props>(
  what: string,
  props: Props,
  { concrete, rules, required = [] }: PropChecks<Props>,
): void {
  const missing = required.filter((prop) => props[prop] === undefined).map((prop) => ({ prop, text: "is missing" }));
  if (missing.length > 0) throw new PropsError([{ what, problems: missing }]);
  for (const [prop, value] of Object.entries(concrete?.(props) ?? {})) requireResolved(what, prop, value);
  const problems = rules
    .filter(({ broken }) => broken(props))
    .map(({ prop, message }) => ({ prop: typeof prop === "string" ? prop : prop(props), text: message(props) }));
  if (problems.length > 0) throw new PropsError([{ what, problems }]);
}

/**
 * Refuses a token: something is computed from the value at synth, when Terraform has not run yet.
 *
 * @throws TypeError for a value that is known only after apply.
 */
export function requireResolved(what: string, prop: string, value: unknown): void {
  if (!holdsToken(value)) return;
  throw new TypeError(
    `Cannot make ${what}: "${prop}" is a token, known only when Terraform runs, and is needed at synth; give a plain value`,
  );
}

/** Whether a value is a token or holds one. */
export function holdsToken(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  if (Array.isArray(value)) return value.some(holdsToken);
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).some(([key, item]) => Token.isUnresolved(key) || holdsToken(item))
  );
}
