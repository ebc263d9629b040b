import type { KnownOf, ValueType } from "../schema/value-type";

/** One attribute of an identity: a string, number, boolean or a list of those. */
export interface IdentityAttribute<T extends ValueType = ValueType, R extends boolean = boolean> {
  readonly type: T;
  readonly description: string;
  /** Whether import must be given this attribute; otherwise it may be. */
  readonly requiredForImport: R;
}

/** The attributes that name one real thing for ever (Terraform 1.12 and newer). */
export interface IdentitySchema<
  A extends Readonly<Record<string, IdentityAttribute>> = Readonly<Record<string, IdentityAttribute>>,
> {
  readonly version: number;
  readonly attributes: A;
}

/** What an identity holds. */
export type IdentityOf<I> = I extends IdentitySchema<infer A> ? { readonly [K in keyof A]: AttributeOf<A[K]> } : never;

/** What an import by identity is given: optional attributes may be null. */
export type ImportIdentityOf<I> =
  I extends IdentitySchema<infer A>
    ? { readonly [K in keyof A]: AttributeOf<A[K]> | (A[K]["requiredForImport"] extends true ? never : null) }
    : never;

type AttributeOf<X> = X extends IdentityAttribute<infer T, boolean> ? KnownOf<T> : never;

/** An identity schema from which {@link IdentityOf} is inferred. */
export function identitySchema<const A extends Readonly<Record<string, IdentityAttribute>>>(
  attributes: A,
  options: { readonly version?: number } = {},
): IdentitySchema<A> {
  return { version: options.version ?? 0, attributes };
}

/** An identity attribute which import must be given. */
export function requiredForImport<T extends ValueType>(type: T, description: string): IdentityAttribute<T, true> {
  return { type, description, requiredForImport: true };
}

/** An identity attribute which import may be given. */
export function optionalForImport<T extends ValueType>(type: T, description: string): IdentityAttribute<T, false> {
  return { type, description, requiredForImport: false };
}
