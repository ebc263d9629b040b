import type { ConfigOf, KnownConfigOf, PlannedOf, PlanOf, Schema, StateOf } from "../schema/schema";
import type { Path } from "../values/path";
import type { OperationContext, StatefulContext } from "./context";
import type { IdentityOf, IdentitySchema, ImportIdentityOf } from "./identity";
import type { ReadResult } from "./read-result";
import type { PartialState, StateMover, StateUpgrader } from "./state-change";
import type { TimeoutDefaults } from "./timeouts";

/** What create and update answer. */
export interface ApplyResult<S extends Schema, I extends IdentitySchema> {
  /** What was read back from the real thing. */
  readonly state: StateOf<S>;
  /** Needed where the resource has an identity. */
  readonly identity?: IdentityOf<I>;
  /**
   * Create only: save the state although there are errors. Terraform then marks the resource as tainted and deletes it at
   * the next apply, so this is for things that are worth deleting.
   * @default false: a failed create saves nothing, and finds by identity what it left behind
   */
  readonly saveDespiteErrors?: boolean;
}

/** What create is handed. */
export interface CreateRequest<S extends Schema> extends StatefulContext {
  /** The only place where write-only values are found. */
  readonly config: KnownConfigOf<S>;
  readonly plan: PlannedOf<S>;
}

/** What update is handed. */
export interface UpdateRequest<S extends Schema, I extends IdentitySchema> extends CreateRequest<S> {
  readonly state: StateOf<S>;
  readonly identity: IdentityOf<I> | undefined;
}

/** What read and delete are handed. */
export interface StateRequest<S extends Schema, I extends IdentitySchema> extends StatefulContext {
  readonly state: StateOf<S>;
  readonly identity: IdentityOf<I> | undefined;
}

/** What read is handed. */
export interface ReadRequest<S extends Schema, I extends IdentitySchema> extends StateRequest<S, I> {
  /** Whether this is the first read after an import. */
  readonly imported: boolean;
}

/** What validation of a whole configuration is handed. */
export interface ValidateConfigRequest<S extends Schema> extends OperationContext {
  readonly config: ConfigOf<S>;
}

/** What a change of the plan is handed. */
export interface ModifyPlanRequest<S extends Schema, I extends IdentitySchema = IdentitySchema>
  extends StatefulContext {
  readonly operation: "create" | "update" | "delete";
  /** Null on delete. */
  readonly config: ConfigOf<S> | null;
  /** Null on create. */
  readonly state: StateOf<S> | null;
  /** The plan so far: defaults, unknowns and plan modifiers are in it. Null on delete. */
  readonly plan: PlanOf<S> | null;
  readonly identity: IdentityOf<I> | undefined;
  /** Says that a change at this path needs a new resource. */
  requireReplace(path: Path): void;
}

/** What import is handed: an id, or an identity (Terraform 1.12 and newer). */
export interface ImportRequest<I extends IdentitySchema> extends StatefulContext {
  readonly id: string | undefined;
  readonly identity: ImportIdentityOf<I> | undefined;
}

/** What import answers: what is known now; Read fills in the rest. Attributes left out are null. */
export interface ImportResult<S extends Schema, I extends IdentitySchema> {
  readonly state: { readonly [K in keyof StateOf<S>]?: StateOf<S>[K] | null };
  readonly identity?: IdentityOf<I>;
}

/** A resource as its author writes it: schema, create, read and delete; the rest where it is needed. */
export interface ResourceDefinition<S extends Schema, I extends IdentitySchema = IdentitySchema> {
  readonly schema: S;
  readonly identity?: I;
  /** Default time limits; the schema then has `timeouts: timeoutsAttribute(…)`. */
  readonly timeouts?: TimeoutDefaults;
  create(request: CreateRequest<S>): Promise<ApplyResult<S, I>>;
  read(request: ReadRequest<S, I>): Promise<ReadResult<StateOf<S>, IdentityOf<I>>>;
  /** Deletes the thing; that it is gone already is success. */
  delete(request: StateRequest<S, I>): Promise<void>;
  /** Without it, every change needs a new resource. */
  update?(request: UpdateRequest<S, I>): Promise<ApplyResult<S, I>>;
  validate?(request: ValidateConfigRequest<S>): void | Promise<void>;
  /** Changes the plan, or refuses it with an error. Answers undefined to leave it as it is. */
  modifyPlan?(request: ModifyPlanRequest<S, I>): Promise<PlanOf<S> | undefined> | PlanOf<S> | undefined;
  /** Without it, the resource cannot be imported. Answers undefined where there is nothing under this id. */
  importState?(request: ImportRequest<I>): Promise<ImportResult<S, I> | undefined>;
  /** By the version stored: each leads to the current version in one step. */
  readonly upgradeState?: Readonly<Record<number, StateUpgrader<PartialState<NoInfer<S>>>>>;
  /** Asked in order for a `moved` block from another type; the first that answers decides. */
  readonly moveState?: readonly StateMover<S, I>[];
  /** By the identity version stored. */
  readonly upgradeIdentity?: Readonly<Record<number, (prior: Readonly<Record<string, unknown>>) => IdentityOf<I>>>;
}
