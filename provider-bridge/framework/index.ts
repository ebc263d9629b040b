/**
 * The SDK: what the author of a provider, resource, data source, ephemeral resource or function imports.
 * Here belongs what authors meet, exported once; never the engine that runs it (engine/, which a provider's main file
 * and the protocol import) nor the passes of a plan (plan/).
 */
export type {
  Json,
  LogFields,
  Logger,
  OperationContext,
  PrivateState,
  StatefulContext,
} from "./contract/context";
export type { DataSourceDefinition, ReadDataRequest } from "./contract/data-source-definition";
export { defineDataSource } from "./contract/define-data-source";
export { defineEphemeral } from "./contract/define-ephemeral";
export { defineFunction } from "./contract/define-function";
export { defineProvider } from "./contract/define-provider";
export { defineResource } from "./contract/define-resource";
export { driftAttribute } from "./contract/drift-attribute";
export type { EphemeralDefinition, OpenResult } from "./contract/ephemeral-definition";
export { type FunctionDefinition, FunctionError, type Parameter } from "./contract/function-definition";
export {
  type IdentityOf,
  type IdentitySchema,
  type ImportIdentityOf,
  identitySchema,
  optionalForImport,
  requiredForImport,
} from "./contract/identity";
export type { Configured, ConfigureRequest, Lazy, Provider, ProviderDefinition } from "./contract/provider";
export { changed, gone, type ReadResult, same, unreachable } from "./contract/read-result";
export type { DataSource, EphemeralResource, Resource } from "./contract/resource";
export type {
  ApplyResult,
  CreateRequest,
  ImportRequest,
  ImportResult,
  ModifyPlanRequest,
  ReadRequest,
  ResourceDefinition,
  StateRequest,
  UpdateRequest,
  ValidateConfigRequest,
} from "./contract/resource-definition";
export {
  type ExactJson,
  type MoveRequest,
  type PartialState,
  type RawState,
  type StateMover,
  type StateUpgrader,
  upgradeFrom,
  upgradeFromJson,
} from "./contract/state-change";
export { type TimedVerb, type TimeoutDefaults, timeoutsAttribute } from "./contract/timeouts";
export { type Diagnostic, DiagnosticError, Diagnostics, type Severity } from "./diagnostics/diagnostic";
export * from "./plan-modifiers";
export type { Attribute, Attributes } from "./schema/attribute";
export { attribute } from "./schema/attribute-builder";
export { type Block, type Blocks, block } from "./schema/block";
export { nested } from "./schema/nested-builder";
export type { PlanModifier, PlanModifyRequest, PlanModifyResult } from "./schema/plan-modifier";
export {
  type ConfigOf,
  type KnownConfigOf,
  type PlannedOf,
  type PlanOf,
  type Schema,
  type StateOf,
  schema,
} from "./schema/schema";
export type { Semantics } from "./schema/semantics";
export { types } from "./schema/types";
export type { ValidateRequest, Validator } from "./schema/validator";
export type { KnownOf, MaybeOf, ValueType } from "./schema/value-type";
export * from "./semantics";
export * from "./validators";
export { Decimal, numberText, parseNumber } from "./values/decimal";
export { attributePath, indexPath, keyPath, type Path, path, pathText } from "./values/path";
export { isUnknown, UNKNOWN, Unknown } from "./values/unknown";
export { DynamicValue, type NumberValue, type Value } from "./values/value";
