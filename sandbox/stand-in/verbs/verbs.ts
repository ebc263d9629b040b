/**
 * What a resource type provides. To add a type:
 *
 * 1. Write `verbs/<type>.ts` with a {@link Verbs}; `network.ts` is a model. Send requests with `context.api`, in the order
 *    of the recordings (`npm run oracle -- hcloud-http`, cases `<type>/…`); `api.act` waits for the action it starts.
 * 2. Answer a {@link Found}: the attributes that the API's answer decides. The others stay what they were: as planned after
 *    a create or update, as stored after a read. Never set what the answer does not say.
 * 3. Say `context.made({ id })` as soon as the thing exists, if the real provider keeps it in state when a later step
 *    fails (it is then tainted). Say nothing, and a failed create leaves no trace.
 * 4. Name it in `index.ts`. Which changes replace, defaults and checks stand in `resources/table.ts`.
 *
 * States of the older half need no care for empty against null: that is made even behind the verbs.
 */
import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";
import type { Api } from "../api";

/** Attributes by name, as a verb found or made them. What is not named stays what it was. */
export type Found = Readonly<Record<string, Value>>;

/** A call on its way. */
export interface VerbContext {
  /** Ends with the call. */
  readonly api: Api;
  /** Tells a warning, at an attribute if there is one. */
  warn(summary: string, detail: string, attribute?: string): void;
  /** Milliseconds since 1970. */
  nowMs(): number;
}

/** A change on its way. */
export interface ChangeContext extends VerbContext {
  /** What the user wrote, where the plan keeps only a digest of it. */
  readonly config: ValueMap;
  /** From 0 to below 1, for names that the provider makes up. */
  random(): number;
  /** Says that the thing exists, with what is saved of it if the create fails from here on. */
  made(found: Found): void;
}

/** What a type asks of the API. Plans hold no unknown values: what is not known yet is null, or an empty collection. */
export interface Verbs {
  create(plan: ValueMap, context: ChangeContext): Promise<Found>;
  /** Undefined where the API says that it is gone, which drops it from state. */
  read(state: ValueMap, context: VerbContext): Promise<Found | undefined>;
  /** Undefined where it is gone, which is told as an error. What is thrown keeps the prior state. */
  update?(state: ValueMap, plan: ValueMap, context: ChangeContext): Promise<Found | undefined>;
  delete(state: ValueMap, context: VerbContext): Promise<void>;
  /**
   * What a read needs to know of something that is imported; `"none"` where the type cannot be imported.
   *
   * @default the id, which must be a number
   */
  readonly importState?: "none" | ((id: string, context: VerbContext) => Promise<Found>);
}
