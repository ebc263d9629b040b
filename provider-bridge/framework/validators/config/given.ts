/**
 * Rules about which attributes of a configuration go together, for `validate` of a resource, data source or provider.
 * Here belongs what looks at several attributes; never what looks at the value of one (validators/).
 */
import type { Diagnostics } from "../../diagnostics/diagnostic";
import { attributePath, type Path, ROOT } from "../../values/path";
import { isUnknown } from "../../values/unknown";

/** What a rule looks at: what `validate` is handed, or a nested object with its path. */
export interface ConfigRuleRequest<C extends object> {
  readonly config: C;
  readonly diagnostics: Diagnostics;
  /** Where the object stands. @default the root */
  readonly path?: Path;
}

/** The names of a configuration. */
export type NameOf<C extends object> = keyof C & string;

/** Which of some attributes are given, which are not, and of which nobody can tell yet. */
export interface Given {
  readonly set: readonly string[];
  readonly absent: readonly string[];
  readonly unknown: readonly string[];
}

/** Sorts attributes by whether they are given. */
export function given<C extends object>({ config }: ConfigRuleRequest<C>, names: readonly NameOf<C>[]): Given {
  const isAbsent = (name: NameOf<C>) => config[name] === null || config[name] === undefined;
  const unknown = names.filter((name) => isUnknown(config[name]));
  const absent = names.filter(isAbsent);
  return { unknown, absent, set: names.filter((name) => !unknown.includes(name) && !absent.includes(name)) };
}

/** Adds an error at an attribute, or at the whole object. */
export function refuseConfig<C extends object>(
  request: ConfigRuleRequest<C>,
  name: string | undefined,
  message: { readonly summary: string; readonly detail: string },
): void {
  const base = request.path ?? ROOT;
  const at = name === undefined ? base : attributePath(base, name);
  request.diagnostics.error(message.summary, message.detail, at.length === 0 ? undefined : at);
}

/** Names in quotes: `"a", "b" and "c"`. */
export function nameList(names: readonly string[], last: "and" | "or"): string {
  const quoted = names.map((name) => `"${name}"`);
  const end = quoted.at(-1) ?? "";
  return quoted.length < 2 ? end : `${quoted.slice(0, -1).join(", ")} ${last} ${end}`;
}
