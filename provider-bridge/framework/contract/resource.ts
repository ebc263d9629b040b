/**
 * What the engine sees of a resource: values in, values out, no inferred types.
 * Made from a {@link ResourceDefinition} by `defineResource`, which is where the types of the author are made true.
 */
import type { Schema } from "../schema/schema";
import type { Path } from "../values/path";
import type { Value } from "../values/value";
import type { OperationContext, StatefulContext } from "./context";
import type { IdentitySchema } from "./identity";
import type { ReadResult } from "./read-result";
import type { ExactJson, RawState } from "./state-change";
import type { TimeoutDefaults } from "./timeouts";

/** A state with the identity of what it describes; undefined where the resource has none. */
export interface StateAndIdentity {
  readonly state: Value;
  readonly identity: Value | undefined;
}

/** The answer of create and update. */
export interface AppliedValue extends StateAndIdentity {
  readonly saveDespiteErrors: boolean;
}

/** What create is handed. */
export interface CreateValues {
  readonly config: Value;
  readonly plan: Value;
}

/** What update is handed. */
export interface UpdateValues extends CreateValues, StateAndIdentity {}

/** What a change of the plan is handed. */
export interface PlanValues {
  readonly operation: "create" | "update" | "delete";
  readonly config: Value;
  readonly state: Value;
  readonly plan: Value;
  readonly identity: Value | undefined;
  readonly requireReplace: (path: Path) => void;
}

/** Where a moved state comes from. */
export interface MoveValues {
  readonly sourceProviderAddress: string;
  readonly sourceTypeName: string;
  readonly sourceSchemaVersion: number;
  readonly sourceState: RawState;
}

/** Leads from one stored version to the current one. */
export interface Upgrader {
  /** The schema of that version; without it only the JSON is handed over. */
  readonly prior: Schema | undefined;
  upgrade(prior: Value, json: () => ExactJson, context: OperationContext): Promise<Value>;
}

/** A resource as the engine sees it. An absent verb is an ability it does not have. */
export interface Resource {
  readonly schema: Schema;
  readonly identity: IdentitySchema | undefined;
  readonly timeouts: TimeoutDefaults | undefined;
  create(values: CreateValues, context: StatefulContext): Promise<AppliedValue>;
  read(values: StateAndIdentity, imported: boolean, context: StatefulContext): Promise<ReadResult<Value, Value>>;
  delete(values: StateAndIdentity, context: StatefulContext): Promise<void>;
  readonly update: ((values: UpdateValues, context: StatefulContext) => Promise<AppliedValue>) | undefined;
  readonly validate: ((config: Value, context: OperationContext) => Promise<void>) | undefined;
  /** Answers the new plan, or undefined to leave it. */
  readonly modifyPlan: ((values: PlanValues, context: StatefulContext) => Promise<Value | undefined>) | undefined;
  readonly importState:
    | ((
        id: string | undefined,
        identity: Value | undefined,
        context: StatefulContext,
      ) => Promise<StateAndIdentity | undefined>)
    | undefined;
  readonly upgradeState: ReadonlyMap<number, Upgrader>;
  readonly moveState: readonly ((
    values: MoveValues,
    context: StatefulContext,
  ) => Promise<StateAndIdentity | undefined>)[];
  readonly upgradeIdentity: ReadonlyMap<number, (prior: ExactJson) => Value>;
}

/** A data source as the engine sees it. */
export interface DataSource {
  readonly schema: Schema;
  readonly validate: ((config: Value, context: OperationContext) => Promise<void>) | undefined;
  read(config: Value, context: OperationContext): Promise<Value>;
}

/** What opening an ephemeral resource answers. */
export interface OpenedValue {
  readonly result: Value;
  readonly renewAt: Date | undefined;
}

/** An ephemeral resource as the engine sees it. */
export interface EphemeralResource {
  readonly schema: Schema;
  readonly validate: ((config: Value, context: OperationContext) => Promise<void>) | undefined;
  open(config: Value, context: StatefulContext): Promise<OpenedValue>;
  readonly renew: ((context: StatefulContext) => Promise<Date | undefined>) | undefined;
  readonly close: ((context: StatefulContext) => Promise<void>) | undefined;
}
