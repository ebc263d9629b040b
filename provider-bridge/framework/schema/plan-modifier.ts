import type { Diagnostics } from "../diagnostics/diagnostic";
import type { Path } from "../values/path";
import type { Unknown } from "../values/unknown";
import type { MaybeOf, ValueType } from "./value-type";

/** What a plan modifier is given: the same attribute in configuration, prior state and plan. */
export interface PlanModifyRequest<T extends ValueType = ValueType> {
  readonly config: MaybeOf<T> | Unknown | null;
  /**
   * The stored value; null where the resource or its parent is new. Unknown in an element of a set of which nobody can tell
   * whether it was there before: elements of a set have no name, and this one may be new or a changed one.
   */
  readonly state: MaybeOf<T> | Unknown | null;
  readonly plan: MaybeOf<T> | Unknown | null;
  readonly path: Path;
  /** What the plan does to the whole resource. */
  readonly operation: "create" | "update" | "delete";
  readonly diagnostics: Diagnostics;
}

/** What a plan modifier answers; an absent key changes nothing. */
export interface PlanModifyResult<T extends ValueType = ValueType> {
  /** The value to plan instead. */
  readonly plan?: MaybeOf<T> | Unknown | null;
  /** Whether this change needs a new resource. */
  readonly replace?: boolean;
}

/** Changes what is planned for one attribute. Called in the order of the list, each with the last one's plan. */
export interface PlanModifier<T extends ValueType = ValueType> {
  /** What it does, as a sentence for the documentation. */
  readonly description: string;
  modify(request: PlanModifyRequest<T>): PlanModifyResult<T> | undefined;
}
