/**
 * The four answers of a Read. `Same` and `changed` are sure; `gone` is proved by the owner of the thing (never a miss
 * in a list) and drops it from state; `unreachable` keeps the state and warns, so that a sick thing can always be planned
 * and destroyed.
 */
export type ReadResult<State, Identity = never> =
  | { readonly outcome: "same"; readonly drift?: readonly string[]; readonly identity?: Identity }
  | {
      readonly outcome: "changed";
      readonly state: State;
      readonly drift?: readonly string[];
      readonly identity?: Identity;
    }
  | { readonly outcome: "gone" }
  | { readonly outcome: "unreachable"; readonly reason: string };

/** Nothing changed. `drift` are redacted sentences on what differs from what was applied, `[]` for none. */
export function same(options: { readonly drift?: readonly string[] } = {}): {
  readonly outcome: "same";
  readonly drift?: readonly string[];
} {
  return { outcome: "same", ...options };
}

/** The thing is there with this state. */
export function changed<State>(
  state: State,
  options: { readonly drift?: readonly string[] } = {},
): { readonly outcome: "changed"; readonly state: State; readonly drift?: readonly string[] } {
  return { outcome: "changed", state, ...options };
}

/** The thing is proved to be gone. */
export function gone(): { readonly outcome: "gone" } {
  return { outcome: "gone" };
}

/** The thing cannot be asked; `reason` says what was tried and what came back. */
export function unreachable(reason: string): { readonly outcome: "unreachable"; readonly reason: string } {
  return { outcome: "unreachable", reason };
}
