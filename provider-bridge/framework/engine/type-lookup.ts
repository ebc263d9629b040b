import type { CtyType, ObjectType } from "../types/type";

/** Terraform's type of each parameter of a function. */
export interface FunctionTypes {
  readonly parameters: readonly CtyType[];
  readonly variadic: CtyType | undefined;
  readonly returns: CtyType;
}

/** By which types the values of requests are read. Each throws a DiagnosticError for a name that is not served. */
export interface TypeLookup {
  provider(): ObjectType;
  resource(typeName: string): ObjectType;
  /** Undefined where the resource has no identity. */
  identity(typeName: string): ObjectType | undefined;
  dataSource(typeName: string): ObjectType;
  ephemeralResource(typeName: string): ObjectType;
  function(name: string): FunctionTypes;
}
