import type { RawState } from "../contract/state-change";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { checkedState } from "./checked-state";
import { runOperation } from "./operation";
import { PrivateData } from "./private-data";
import { tellViolations } from "./provider-bug";
import { resourceOf } from "./served";

/** State of another type (or provider) that a `moved` block hands over. */
export interface MoveResourceStateRequest {
  readonly sourceProviderAddress: string;
  readonly sourceTypeName: string;
  readonly sourceSchemaVersion: number;
  readonly sourceState: RawState;
  readonly sourcePrivateBytes: Uint8Array;
  readonly targetTypeName: string;
}

/** State of the target type; undefined where there are errors. */
export interface MoveResourceStateResponse {
  readonly state: Value | undefined;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type Moved = Omit<MoveResourceStateResponse, "diagnostics">;

const NOTHING: Moved = { state: undefined, privateBytes: new Uint8Array(), identity: undefined };

/** Takes over the state of another type: the first mover that answers decides. */
export async function moveResourceState(call: Call, request: MoveResourceStateRequest): Promise<Moved> {
  return attempt(call, `move ${request.sourceTypeName} to ${request.targetTypeName}`, NOTHING, () =>
    move(call, request),
  );
}

async function move(call: Call, request: MoveResourceStateRequest): Promise<Moved> {
  const { sourceProviderAddress, sourceTypeName, sourceSchemaVersion, sourceState, targetTypeName } = request;
  const { engine, signal, diagnostics } = call;
  const what = `move ${sourceTypeName} to ${targetTypeName}`;
  const resource = resourceOf(engine.provider, targetTypeName);
  const values = { sourceProviderAddress, sourceTypeName, sourceSchemaVersion, sourceState };
  for (const mover of resource.moveState) {
    const privateState = new PrivateData(privateOf(call, request), engine.log);
    const outcome = await runOperation(engine, { what, signal, diagnostics }, (context) =>
      mover(values, { ...context, privateState }),
    );
    if (!outcome.done || diagnostics.hasErrors) return NOTHING;
    if (outcome.value === undefined) continue;
    const { state, violations } = checkedState(resource, outcome.value.state);
    tellViolations(diagnostics, what, violations);
    if (violations.length > 0) return NOTHING;
    return { state, privateBytes: privateState.bytes(), identity: outcome.value.identity };
  }
  diagnostics.error(
    `Cannot ${what}`,
    `${targetTypeName} cannot take over the state of ${sourceTypeName} (schema version ${sourceSchemaVersion}) of ${sourceProviderAddress}. Remove the moved block, and import the resource instead.`,
  );
  return NOTHING;
}

/** Private state has a form that only its own provider knows: another one's is left behind. */
function privateOf(call: Call, { sourceProviderAddress, sourcePrivateBytes }: MoveResourceStateRequest): Uint8Array {
  const own = sourceProviderAddress.endsWith(`/${call.engine.provider.name}`);
  return own ? sourcePrivateBytes : new Uint8Array();
}
