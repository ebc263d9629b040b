/**
 * What each kind means beyond its fields: defaults, checks, what a write may change, how a table shows it. Never storage,
 * HTTP or who may do it.
 */
import type { FieldError } from "../api/field-error";
import type { User } from "../auth/user";
import type { Json, JsonObject } from "../plain/json";
import type { Resource } from "../schema/resource";
import type { ObjectStore } from "../store/object-store";

/** What a rule may look at. */
export interface RuleContext {
  readonly store: ObjectStore;
  readonly user: User;
  readonly resource: Resource;
  readonly nowMs: number;
  /** Random hexadecimal digits. */
  hex(): string;
  readonly dryRun: boolean;
  readonly isPatch: boolean;
  /** "" for the resource itself. */
  readonly subresource: string;
  readonly settings: RuleSettings;
}

/** What the cluster is set up with. */
export interface RuleSettings {
  readonly serviceSubnets: readonly string[];
}

/** The rules of one kind; what is absent is as it is for every kind. Drafts may be changed, live objects never. */
export interface KindRules {
  /** Fills in what the server puts where nothing is said. */
  setDefaults?(draft: JsonObject, context: RuleContext): void;
  /** Admission that changes or refuses (throws ApiError) what is created. */
  admitCreate?(draft: JsonObject, context: RuleContext): void;
  /** Admission of updates. */
  admitUpdate?(draft: JsonObject, live: JsonObject, context: RuleContext): void;
  /** What a new object starts with. */
  prepareCreate?(draft: JsonObject, context: RuleContext): void;
  /** What an update may not change, and what it changes besides. */
  prepareUpdate?(draft: JsonObject, live: JsonObject, context: RuleContext): void;
  /** What is wrong with it; `live` is absent for a create. */
  validate?(object: JsonObject, live: JsonObject | undefined, context: RuleContext): FieldError[];
  /** What is wrong with a name; default: a DNS subdomain. */
  readonly nameErrors?: (name: string) => string[];
  /** Fields that count for `metadata.generation`; default ["spec"] where `hasGeneration`. */
  readonly hasGeneration?: boolean;
  /** A create may bring a status. */
  readonly keepsStatusOnCreate?: boolean;
  /** Fields that an update of the resource itself leaves alone; default ["status"] where there is that subresource. */
  readonly resetFields?: readonly string[];
  /** Fields that an update of a subresource leaves alone, by its name; default for "status": ["spec"]. */
  readonly subresourceResetFields?: Readonly<Record<string, readonly string[]>>;
  /** Seconds that a deleted object is given; default: none. */
  gracePeriodSeconds?(object: JsonObject, asked: number | undefined): number;
  /** Refuses (throws ApiError) a deletion. */
  admitDelete?(object: JsonObject, context: RuleContext): void;
  /** A deletion is answered with the object. */
  readonly answersWithObject?: boolean;
  /** A deletion that does not say otherwise leaves dependents alone. */
  readonly orphansByDefault?: boolean;
  /** A PUT makes what is not there. */
  readonly allowsCreateOnUpdate?: boolean;
  /** Fields besides name and namespace that selectors know. */
  readonly selectableFields?: Readonly<Record<string, (object: JsonObject) => string>>;
  /** Cells of a table's row, without those that every table has. */
  cells?(object: JsonObject, nowMs: number): Json[];
  /** Warnings to a create or update. */
  warnings?(object: JsonObject, live: JsonObject | undefined): string[];
}
