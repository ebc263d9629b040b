import type { KnownOf, MaybeOf, ValueType } from "../schema/value-type";
import type { Unknown } from "../values/unknown";

/** A parameter of a function. */
export interface Parameter<T extends ValueType = ValueType> {
  readonly name: string;
  readonly type: T;
  readonly description: string;
  /** Whether null is taken; otherwise Terraform refuses it. */
  readonly allowNull?: boolean;
  /** Whether unknowns are taken; otherwise the result is unknown without a call. */
  readonly allowUnknown?: boolean;
}

/** An error of a function, with the 0-based number of the argument that is wrong. */
export class FunctionError extends Error {
  /** The argument that is wrong, or undefined. */
  readonly argument: number | undefined;

  constructor(message: string, argument?: number, options?: ErrorOptions) {
    super(message, options);
    this.name = "FunctionError";
    this.argument = argument;
  }
}

type Argument<P> =
  P extends Parameter<infer T>
    ?
        | (P extends { readonly allowUnknown: true } ? MaybeOf<T> | Unknown : KnownOf<T>)
        | (P extends { readonly allowNull: true } ? null : never)
    : never;

/** The arguments that the parameters make; the variadic ones are an array at the end. */
export type ArgumentsOf<P extends readonly Parameter[], V> = [
  ...{ [K in keyof P]: Argument<P[K]> },
  ...(V extends Parameter ? [readonly Argument<V>[]] : []),
];

/** A function as its author writes it: pure, the same result for the same arguments. */
export interface FunctionDefinition<
  P extends readonly Parameter[] = readonly Parameter[],
  V extends Parameter | undefined = Parameter | undefined,
  R extends ValueType = ValueType,
> {
  readonly summary: string;
  readonly description: string;
  readonly deprecated?: string;
  readonly parameters: P;
  readonly variadic?: V;
  readonly returns: R;
  /** @throws FunctionError for arguments that are wrong. */
  call(...args: ArgumentsOf<P, V>): KnownOf<R> | MaybeOf<R> | Unknown | null;
}
