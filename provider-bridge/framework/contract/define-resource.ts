import { fieldsNative, fieldsValue } from "../schema/native";
import type { ConfigOf, KnownConfigOf, PlannedOf, PlanOf, Schema, StateOf } from "../schema/schema";
import { ROOT } from "../values/path";
import type { Value, ValueMap } from "../values/value";
import type { IdentityOf, IdentitySchema, ImportIdentityOf } from "./identity";
import { identityNative, identityValue } from "./identity-native";
import type { ReadResult } from "./read-result";
import type { AppliedValue, Resource, StateAndIdentity, Upgrader } from "./resource";
import type { ApplyResult, ResourceDefinition } from "./resource-definition";
import type { PartialState } from "./state-change";

/**
 * Makes a resource from its definition. Between the two every value passes its attribute's type in both directions,
 * so that the inferred types of the author hold: the casts below are checked by that conversion.
 */
export function defineResource<S extends Schema, I extends IdentitySchema = IdentitySchema>(
  definition: ResourceDefinition<S, I>,
): Resource {
  const convert = new Conversion(definition);
  return {
    schema: definition.schema,
    identity: definition.identity,
    timeouts: definition.timeouts,
    create: async ({ config, plan }, context) =>
      convert.applied(
        await definition.create({
          ...context,
          config: convert.native<KnownConfigOf<S>>(config),
          plan: convert.native<PlannedOf<S>>(plan),
        }),
        plan,
      ),
    read: async (values, imported, context) =>
      convert.readResult(await definition.read({ ...context, ...convert.current(values), imported }), values.state),
    delete: (values, context) => definition.delete({ ...context, ...convert.current(values) }),
    ...changes(definition, convert),
    ...takeovers(definition, convert),
  };
}

/** The optional verbs that look at a configuration or a plan. */
function changes<S extends Schema, I extends IdentitySchema>(
  definition: ResourceDefinition<S, I>,
  convert: Conversion<S, I>,
): Pick<Resource, "update" | "validate" | "modifyPlan"> {
  const { update, validate, modifyPlan } = bound(definition);
  return {
    update:
      update &&
      (async (values, context) =>
        convert.applied(
          await update({
            ...context,
            ...convert.current(values),
            config: convert.native<KnownConfigOf<S>>(values.config),
            plan: convert.native<PlannedOf<S>>(values.plan),
          }),
          values.plan,
        )),
    validate:
      validate && (async (config, context) => validate({ ...context, config: convert.native<ConfigOf<S>>(config) })),
    modifyPlan:
      modifyPlan &&
      (async (values, context) => {
        const plan = await modifyPlan({
          ...context,
          operation: values.operation,
          config: convert.nativeOrNull<ConfigOf<S>>(values.config),
          state: convert.nativeOrNull<StateOf<S>>(values.state),
          plan: convert.nativeOrNull<PlanOf<S>>(values.plan),
          identity: convert.identityNative(values.identity),
          requireReplace: values.requireReplace,
        });
        return plan === undefined ? undefined : convert.value(plan, values.plan);
      }),
  };
}

/** The optional verbs by which a state comes from elsewhere. */
function takeovers<S extends Schema, I extends IdentitySchema>(
  definition: ResourceDefinition<S, I>,
  convert: Conversion<S, I>,
): Pick<Resource, "importState" | "upgradeState" | "moveState" | "upgradeIdentity"> {
  const { importState } = bound(definition);
  const upgraders = Object.entries(definition.upgradeState ?? {}).map(([version, upgrader]): [number, Upgrader] => [
    Number(version),
    {
      prior: upgrader.prior,
      upgrade: async (prior, json, context) => {
        const state = upgrader.prior === undefined ? undefined : fieldsNative(upgrader.prior, prior);
        return convert.partial(await upgrader.upgrade(state, json, context));
      },
    },
  ]);
  return {
    importState:
      importState &&
      (async (id, identity, context) => {
        const given = convert.identityNative<ImportIdentityOf<I>>(identity);
        return convert.stateAndIdentity(await importState({ ...context, id, identity: given }));
      }),
    upgradeState: new Map(upgraders),
    moveState: (definition.moveState ?? []).map(
      (move) => async (values, context) => convert.stateAndIdentity(await move({ ...context, ...values })),
    ),
    upgradeIdentity: new Map(
      Object.entries(definition.upgradeIdentity ?? {}).map(([version, upgrade]) => [
        Number(version),
        (prior) => convert.identityValue(upgrade(typeof prior === "object" && prior !== null ? { ...prior } : {})),
      ]),
    ),
  };
}

/** The optional verbs, callable apart from their definition. */
function bound<S extends Schema, I extends IdentitySchema>(definition: ResourceDefinition<S, I>) {
  return {
    update: definition.update?.bind(definition),
    validate: definition.validate?.bind(definition),
    modifyPlan: definition.modifyPlan?.bind(definition),
    importState: definition.importState?.bind(definition),
  };
}

class Conversion<S extends Schema, I extends IdentitySchema> {
  readonly #schema: S;
  readonly #identity: I | undefined;
  /** One value is seen by several verbs, and none of them may change it. */
  readonly #natives = new WeakMap<ValueMap, Readonly<Record<string, unknown>>>();

  constructor(definition: ResourceDefinition<S, I>) {
    this.#schema = definition.schema;
    this.#identity = definition.identity;
  }

  native<T>(value: Value): T {
    if (!(value instanceof Map)) return fieldsNative(this.#schema, value) as T;
    const native = this.#natives.get(value) ?? fieldsNative(this.#schema, value);
    this.#natives.set(value, native);
    return native as T;
  }

  nativeOrNull<T>(value: Value): T | null {
    return value === null ? null : this.native<T>(value);
  }

  value(native: unknown, base: Value | undefined): Value {
    const before = base instanceof Map ? this.#natives.get(base) : undefined;
    return fieldsValue(this.#schema, native, ROOT, base === null ? undefined : base, before);
  }

  partial(state: PartialState<S>): Value {
    const names = [...Object.keys(this.#schema.attributes), ...Object.keys(this.#schema.blocks)];
    return this.value({ ...Object.fromEntries(names.map((name) => [name, this.#empty(name)])), ...state }, undefined);
  }

  #empty(name: string): null | readonly never[] {
    const block = this.#schema.blocks[name];
    return block === undefined || block.nesting === "single" ? null : [];
  }

  identityNative<T = IdentityOf<I>>(value: Value | undefined): T | undefined {
    if (this.#identity === undefined || value === undefined || value === null) return undefined;
    return identityNative(this.#identity, value) as T;
  }

  identityValue(identity: unknown): Value {
    return this.#identity === undefined ? null : identityValue(this.#identity, identity);
  }

  current(values: StateAndIdentity): { state: StateOf<S>; identity: IdentityOf<I> | undefined } {
    return { state: this.native<StateOf<S>>(values.state), identity: this.identityNative(values.identity) };
  }

  applied(result: ApplyResult<S, I>, plan: Value): AppliedValue {
    return {
      state: this.value(result.state, plan),
      identity: result.identity === undefined ? undefined : this.identityValue(result.identity),
      saveDespiteErrors: result.saveDespiteErrors === true,
    };
  }

  stateAndIdentity(
    result: { readonly state: PartialState<S>; readonly identity?: IdentityOf<I> } | undefined,
  ): StateAndIdentity | undefined {
    if (result === undefined) return undefined;
    const identity = result.identity === undefined ? undefined : this.identityValue(result.identity);
    return { state: this.partial(result.state), identity };
  }

  readResult(result: ReadResult<StateOf<S>, IdentityOf<I>>, prior: Value): ReadResult<Value, Value> {
    if (result.outcome === "gone" || result.outcome === "unreachable") return result;
    const identity = result.identity === undefined ? {} : { identity: this.identityValue(result.identity) };
    const drift = result.drift === undefined ? {} : { drift: result.drift };
    if (result.outcome === "same") return { outcome: "same", ...drift, ...identity };
    return { outcome: "changed", state: this.value(result.state, prior), ...drift, ...identity };
  }
}
