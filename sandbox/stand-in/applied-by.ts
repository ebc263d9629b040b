import type { OperationContext } from "../../provider-bridge/framework/contract/context";
import { changed, gone } from "../../provider-bridge/framework/contract/read-result";
import type { AppliedValue, CreateValues, Resource } from "../../provider-bridge/framework/contract/resource";
import { DiagnosticError } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { fieldsType } from "../../provider-bridge/framework/schema/cty-type";
import type { Schema } from "../../provider-bridge/framework/schema/schema";
import { path } from "../../provider-bridge/framework/values/path";
import type { Value, ValueMap } from "../../provider-bridge/framework/values/value";
import { Api } from "./api";
import { complete, settled } from "./complete";
import { normaliseNulls } from "./legacy/normalise-nulls";
import type { Row } from "./resources";
import type { Connection } from "./settings";
import type { ChangeContext, Found, VerbContext, Verbs } from "./verbs/verbs";

const NUMBER = /^\d{1,15}$/;

/** A type whose verbs are played. */
export interface Played {
  /** Full name, for messages. */
  readonly name: string;
  readonly schema: Schema;
  readonly half: Row["half"];
  readonly verbs: Verbs;
  /** @throws DiagnosticError before the provider is configured. */
  readonly connection: () => Connection;
}

/** The verbs of the SDK, made of those of the table: states are completed, and what exists is saved when a create fails. */
export function appliedBy(played: Played): Pick<Resource, "create" | "read" | "update" | "delete" | "importState"> {
  return {
    create: (values, context) => create(played, values, context),
    read: async ({ state }, _imported, context) => {
      const stored = asMap(state);
      if (!isReadable(played, stored)) return gone();
      const found = await played.verbs.read(stored, verbContext(played, context));
      return found === undefined ? gone() : changed(finished(played, { before: stored, found, reference: state }));
    },
    update: played.verbs.update === undefined ? undefined : (values, context) => update(played, values, context),
    delete: ({ state }, context) => played.verbs.delete(asMap(state), verbContext(played, context)),
    importState: played.verbs.importState === "none" ? undefined : (id, _none, context) => take(played, id, context),
  };
}

async function create(
  played: Played,
  { config, plan }: CreateValues,
  context: OperationContext,
): Promise<AppliedValue> {
  const planned = settled(played.schema, plan);
  let made: Found | undefined;
  const telling = changeContext(played, config, context, (found) => {
    made = found;
  });
  try {
    const found = await played.verbs.create(planned, telling);
    return applied(finished(played, { before: planned, found, reference: plan, applied: true }));
  } catch (error) {
    if (made === undefined) throw error;
    tell(played.name, error, context);
    // The newer half saves only what has been said so far.
    const before = played.half === "sdk" ? planned : new Map();
    const state = finished(played, {
      before,
      found: made,
      reference: played.half === "sdk" ? plan : null,
      applied: true,
    });
    return { ...applied(state), saveDespiteErrors: true };
  }
}

async function update(
  played: Played,
  { config, state, plan }: CreateValues & { readonly state: Value },
  context: OperationContext,
): Promise<AppliedValue> {
  const planned = settled(played.schema, plan);
  const telling = changeContext(played, config, context, () => undefined);
  const found = await played.verbs.update?.(asMap(state), planned, telling);
  if (found === undefined) {
    throw new DiagnosticError(
      `Cannot update "${played.name}": it is gone`,
      "The API does not know it any more. Run a new plan, which will say that it is to be created again.",
    );
  }
  const before = played.half === "sdk" ? withZeros(played.schema, asMap(state), planned) : planned;
  return applied(finished(played, { before, found, reference: plan, applied: true }));
}

/** What is removed from a configuration is stored by the older SDK as its type's zero value. */
function withZeros(schema: Schema, state: ValueMap, planned: ValueMap): ValueMap {
  const types = fieldsType(schema).attributes;
  const zero = (name: string, value: Value): Value => {
    const type = types.get(name);
    if (value !== null || (state.get(name) ?? null) === null) return value;
    return type === "string" ? "" : type === "number" ? 0 : type === "bool" ? false : null;
  };
  return new Map([...planned].map(([name, value]: [string, Value]): [string, Value] => [name, zero(name, value)]));
}

async function take(played: Played, id: string | undefined, context: OperationContext) {
  const { verbs, schema } = played;
  if (id === undefined) return undefined;
  const how = verbs.importState;
  const found = typeof how === "function" ? await how(id, verbContext(played, context)) : { id: idValue(played, id) };
  return { state: complete(schema, new Map(), found), identity: undefined };
}

/** The older half takes any id, and says after a look that there is nothing. */
function idValue({ schema, half }: Played, id: string): Value {
  if (NUMBER.test(id)) return fieldsType(schema).attributes.get("id") === "number" ? Number(id) : id;
  if (half === "sdk") return id;
  throw new DiagnosticError(`Cannot import "${id}"`, "Its id is a number, as the API and the console show it.", {
    path: path("id"),
  });
}

/** Nothing is asked for an id that is no number, where ids are numbers. */
function isReadable({ verbs }: Played, state: ValueMap): boolean {
  const id = state.get("id");
  return verbs.importState !== undefined || typeof id !== "string" || NUMBER.test(id);
}

interface Result {
  readonly before: ValueMap;
  readonly found: Found;
  /** What stood there, or was planned. */
  readonly reference: Value;
  /** After a change, not a read. */
  readonly applied?: boolean;
}

function finished(
  { schema, half }: Played,
  { before, found, reference, applied: isApplied = false }: Result,
): ValueMap {
  const state = complete(schema, before, found);
  if (half === "framework") return state;
  const even = normaliseNulls(fieldsType(schema), state, reference, isApplied);
  return even instanceof Map ? even : state;
}

function applied(state: Value): AppliedValue {
  return { state, identity: undefined, saveDespiteErrors: false };
}

function changeContext(
  played: Played,
  config: Value,
  context: OperationContext,
  made: ChangeContext["made"],
): ChangeContext {
  const { random } = played.connection();
  return { ...verbContext(played, context), config: settled(played.schema, config), random, made };
}

function verbContext({ connection, half }: Played, { signal, diagnostics }: OperationContext): VerbContext {
  const connected = connection();
  return {
    api: new Api({ ...connected, half, signal }),
    nowMs: connected.nowMs,
    warn: (summary, detail, attribute) =>
      diagnostics.warning(summary, detail, attribute === undefined ? undefined : path(attribute)),
  };
}

function tell(name: string, error: unknown, { diagnostics }: OperationContext): void {
  if (error instanceof DiagnosticError) diagnostics.add(error.diagnostic);
  else diagnostics.error(`Cannot create "${name}"`, error instanceof Error ? error.message : String(error));
}

function asMap(value: Value): ValueMap {
  if (value instanceof Map) return value;
  throw new TypeError("Cannot use a state that is no object");
}
