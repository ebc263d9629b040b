import type { Resource, Upgrader } from "../contract/resource";
import type { ExactJson, RawState } from "../contract/state-change";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { withoutWriteOnly } from "../plan/write-only";
import { fieldsType } from "../schema/cty-type";
import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { checkedState } from "./checked-state";
import { runOperation } from "./operation";
import { tellViolations } from "./provider-bug";
import { resourceOf } from "./served";
import { thrownText } from "./thrown";

/** Stored state of a version, asked for every time state is read, even for the current version. */
export interface UpgradeResourceStateRequest {
  readonly typeName: string;
  readonly version: number;
  readonly rawState: RawState;
}

/** State of the current version; undefined where there are errors. */
export interface UpgradeResourceStateResponse {
  readonly state: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Stored state in the form of the current version; undefined where there are errors. */
export async function upgradeResourceState(
  call: Call,
  request: UpgradeResourceStateRequest,
): Promise<Value | undefined> {
  const { typeName, version } = request;
  return attempt(call, `read the stored state of ${typeName}`, undefined, () => {
    const resource = resourceOf(call.engine.provider, typeName);
    const current = resource.schema.version;
    if (version === current) return stored(call, request, resource);
    const upgrader = resource.upgradeState.get(version);
    if (version < current && upgrader !== undefined) return upgraded(call, request, resource, upgrader);
    tellNoUpgrader(call, request, resource);
    return undefined;
  });
}

function stored(call: Call, request: UpgradeResourceStateRequest, { schema }: Resource): Value | undefined {
  return decoded(call, request, schema, (state) => withoutWriteOnly(schema, state));
}

function tellNoUpgrader(call: Call, { typeName, version }: UpgradeResourceStateRequest, resource: Resource): void {
  const { provider } = call.engine;
  const current = resource.schema.version;
  const story =
    version > current
      ? `It was stored by a newer version of the provider (schema version ${version}, this one has ${current}). Use that version of the provider "${provider.name}" or a newer one.`
      : `It was stored with schema version ${version}; this version of the provider (${current}) cannot read that any more. Apply once with a version of the provider "${provider.name}" in between, or remove the resource from the state and import it.`;
  call.diagnostics.error(`Cannot read the stored state of ${typeName}`, story);
}

function decoded(
  call: Call,
  { typeName, rawState }: UpgradeResourceStateRequest,
  schema: Resource["schema"],
  finish: (state: Value) => Value,
): Value | undefined {
  try {
    return finish(rawState.decode(fieldsType(schema)));
  } catch (error) {
    tellUnreadable(call, typeName, error);
    return undefined;
  }
}

function tellUnreadable(call: Call, typeName: string, error: unknown): void {
  call.diagnostics.error(
    `Cannot read the stored state of ${typeName}`,
    `It does not fit the schema: ${thrownText(error)}.\nIf somebody edited the state by hand, undo that (Terraform keeps a backup); otherwise remove the resource from the state and import it again.`,
  );
}

async function upgraded(
  call: Call,
  request: UpgradeResourceStateRequest,
  resource: Resource,
  upgrader: Upgrader,
): Promise<Value | undefined> {
  const { engine, signal, diagnostics } = call;
  const what = `upgrade the stored state of ${request.typeName} from version ${request.version}`;
  const prior = upgrader.prior === undefined ? null : decoded(call, request, upgrader.prior, (state) => state);
  if (prior === undefined) return undefined;
  const json = readableJson(request);
  if (!json.ok) {
    tellUnreadable(call, request.typeName, json.error);
    return undefined;
  }
  const outcome = await runOperation(engine, { what, signal, diagnostics }, (context) =>
    upgrader.upgrade(prior, json.read, context),
  );
  if (!outcome.done || diagnostics.hasErrors) return undefined;
  const { state, violations } = checkedState(resource, outcome.value);
  tellViolations(diagnostics, what, violations);
  return violations.length > 0 ? undefined : state;
}

type Readable = { readonly ok: true; readonly read: () => ExactJson } | { readonly ok: false; readonly error: unknown };

/** The stored JSON, read once and before the author asks: that it is none is the user's matter, not the author's. */
function readableJson({ rawState }: UpgradeResourceStateRequest): Readable {
  try {
    const json = rawState.json();
    return { ok: true, read: () => json };
  } catch (error) {
    return { ok: false, error };
  }
}
