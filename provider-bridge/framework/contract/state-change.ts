import type { Schema, StateOf } from "../schema/schema";
import type { CtyType } from "../types/type";
import type { NumberValue, Value } from "../values/value";
import type { OperationContext, StatefulContext } from "./context";
import type { IdentityOf, IdentitySchema } from "./identity";

/** JSON with its numbers as they are written. */
export type ExactJson =
  | null
  | boolean
  | string
  | NumberValue
  | readonly ExactJson[]
  | { readonly [key: string]: ExactJson };

/** State as Terraform stored it, of a version or type that may not be ours any more. */
export interface RawState {
  /** The stored JSON. @throws SyntaxError when it is no JSON (somebody edited it). */
  json(): ExactJson;
  /**
   * The state as a value of this type; attributes that the type does not know are ignored.
   * @throws TypeError naming the attribute that does not fit.
   */
  decode(type: CtyType): Value;
}

/** State attributes an upgrader or mover gives; those left out are null. */
export type PartialState<S extends Schema> = { readonly [K in keyof StateOf<S>]?: StateOf<S>[K] | null };

/**
 * Leads from one stored version to the current one. Made by {@link upgradeFrom} or {@link upgradeFromJson}; `R` is what
 * it gives, a {@link PartialState} of the current schema where it stands in a resource.
 */
export interface StateUpgrader<R> {
  /** The schema of that version, by which the stored state is read; without it, the JSON is handed over. */
  readonly prior: Schema | undefined;
  upgrade(prior: unknown, json: () => ExactJson, context: OperationContext): R | Promise<R>;
}

/** An upgrader from a declared schema: the prior state arrives typed. */
export function upgradeFrom<P extends Schema, R>(
  prior: P,
  upgrade: (state: StateOf<P>, context: OperationContext) => R | Promise<R>,
): StateUpgrader<R> {
  return { prior, upgrade: (state, _json, context) => upgrade(state as StateOf<P>, context) };
}

/** An upgrader from the stored JSON, for versions whose schema is not worth declaring. */
export function upgradeFromJson<R>(
  upgrade: (json: ExactJson, context: OperationContext) => R | Promise<R>,
): StateUpgrader<R> {
  return { prior: undefined, upgrade: (_state, json, context) => upgrade(json(), context) };
}

/** Where a moved resource comes from. */
export interface MoveRequest extends StatefulContext {
  /** For instance `registry.terraform.io/hashicorp/null`. */
  readonly sourceProviderAddress: string;
  readonly sourceTypeName: string;
  readonly sourceSchemaVersion: number;
  readonly sourceState: RawState;
}

/** Takes over the state of another type; answers undefined where it is not meant. */
export type StateMover<S extends Schema, I extends IdentitySchema> = (
  request: MoveRequest,
) => Promise<{ readonly state: PartialState<S>; readonly identity?: IdentityOf<I> } | undefined>;
