/** Set, or not said. */
export type Flag = true | undefined;

/**
 * Who sets an attribute, as its author says it. Each answer is a type parameter of its own: so it is inferred apart from
 * the validators and plan modifiers that stand beside it, which may then be written in place.
 */
export interface ModeOptions<
  R extends Flag = Flag,
  O extends Flag = Flag,
  C extends Flag = Flag,
  W extends Flag = Flag,
  D = unknown,
> {
  /** The configuration must set it. @default false */
  readonly required?: R;
  /** The configuration may set it. @default false */
  readonly optional?: O;
  /** The provider sets it where the configuration does not. @default false */
  readonly computed?: C;
  /** Its value is found in the configuration only, and never stored. @default false */
  readonly writeOnly?: W;
  /** Stands where the configuration has null; makes the attribute optional. @default no default: null stays null */
  readonly default?: D;
}

/** The mode that the answers make; `never` for a combination that Terraform refuses. */
export type ModeOf<R extends Flag, O extends Flag, C extends Flag, W extends Flag, D> = [W] extends [true]
  ? [R] extends [true]
    ? "write-only-required"
    : "write-only-optional"
  : [D] extends [undefined]
    ? PlainModeOf<R, O, C>
    : "defaulted";

type PlainModeOf<R extends Flag, O extends Flag, C extends Flag> = [R] extends [true]
  ? "required"
  : [O] extends [true]
    ? [C] extends [true]
      ? "optional-computed"
      : "optional"
    : [C] extends [true]
      ? "computed"
      : never;

/** Refuses at compile time what `modeOf` refuses at run time: one more argument is wanted, which says what is missing. */
export type Legal<M> = [M] extends [never] ? [missing: "required, optional or computed"] : [];
