import { hasDrift, withDrift } from "../contract/drift-attribute";
import type { ReadResult } from "../contract/read-result";
import type { Resource } from "../contract/resource";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { keepSpelling } from "../plan/keep-spelling";
import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { checkedState } from "./checked-state";
import { identityChange } from "./identity-change";
import { runOperation } from "./operation";
import { PrivateData } from "./private-data";
import { tellViolations } from "./provider-bug";
import { resourceOf } from "./served";
import { timeLimitMs } from "./time-limit";

/** Stored state to compare with the real thing. */
export interface ReadResourceRequest {
  readonly typeName: string;
  readonly state: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}

/** State as it is; null drops it. What is answered as private replaces what was stored. */
export interface ReadResourceResponse {
  readonly state: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type Read = Omit<ReadResourceResponse, "diagnostics">;

/** Compares stored state with the real thing. Where that cannot be done, everything stays as it is. */
export async function readResource(call: Call, request: ReadResourceRequest): Promise<Read> {
  const { state, privateBytes, identity, typeName } = request;
  const kept: Read = { state, privateBytes, identity };
  return attempt(call, `read ${typeName}`, kept, () =>
    read(call, request, resourceOf(call.engine.provider, typeName), kept),
  );
}

async function read(call: Call, request: ReadResourceRequest, resource: Resource, kept: Read): Promise<Read> {
  const { engine, signal, diagnostics } = call;
  const { state, identity } = request;
  const privateState = new PrivateData(request.privateBytes, engine.log);
  const imported = privateState.takeImported();
  const what = `read ${request.typeName}`;
  const timeoutMs = timeLimitMs(resource, "read", state);
  const outcome = await runOperation(engine, { what, signal, timeoutMs, diagnostics }, (context) =>
    resource.read({ state, identity }, imported, { ...context, privateState }),
  );
  if (!outcome.done || diagnostics.hasErrors) return kept;
  const result = outcome.value;
  if (result.outcome === "unreachable") {
    diagnostics.warning(
      `${request.typeName} is unreachable`,
      `${result.reason}\nIts state is kept as it was last seen. Changes to it may fail until it can be reached again.`,
    );
    return kept;
  }
  if (result.outcome === "gone") return { state: null, privateBytes: new Uint8Array(), identity: undefined };
  return found(call, request, resource, result, { privateState, imported });
}

function found(
  call: Call,
  request: ReadResourceRequest,
  resource: Resource,
  result: Extract<ReadResult<Value, Value>, { readonly outcome: "same" | "changed" }>,
  kept: { readonly privateState: PrivateData; readonly imported: boolean },
): Read {
  const what = `read ${request.typeName}`;
  const answered =
    result.outcome === "same" ? request.state : keepSpelling(resource.schema, request.state, result.state);
  const found = withFoundDrift(resource, answered, result.drift);
  // What Terraform sent need not be checked, and is most of what is answered.
  const { state, violations } =
    found === request.state ? { state: found, violations: [] } : checkedState(resource, found);
  const identity = result.identity ?? request.identity;
  // An import may know only a part of the identity; the read that follows completes it.
  const changes = kept.imported ? [] : identityChange(resource, request.identity, identity);
  tellViolations(call.diagnostics, what, [...violations, ...changes]);
  return call.diagnostics.hasErrors
    ? { state: request.state, privateBytes: request.privateBytes, identity: request.identity }
    : { state, privateBytes: kept.privateState.bytes(), identity };
}

/** The state with what was found different; a Read that says nothing of drift found none. */
function withFoundDrift(resource: Resource, state: Value, drift: readonly string[] = []): Value {
  return hasDrift(resource.schema) && state instanceof Map ? withDrift(state, drift) : state;
}
