import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { checkedState } from "./checked-state";
import { runOperation } from "./operation";
import { PrivateData } from "./private-data";
import { tellViolations } from "./provider-bug";
import { resourceOf } from "./served";

/** An id, or an identity, to take over. */
export interface ImportResourceStateRequest {
  readonly typeName: string;
  readonly id: string;
  readonly identity: Value | undefined;
}

/** The one resource taken over; undefined where there are errors. */
export interface ImportResourceStateResponse {
  readonly imported: ImportedResource | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of it; a read follows. */
export interface ImportedResource {
  readonly typeName: string;
  readonly state: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}

/** Takes over what exists; undefined where there are errors. */
export async function importResourceState(
  call: Call,
  request: ImportResourceStateRequest,
): Promise<ImportedResource | undefined> {
  return attempt(call, `import ${request.typeName}`, undefined, () => takeOver(call, request));
}

async function takeOver(call: Call, request: ImportResourceStateRequest): Promise<ImportedResource | undefined> {
  const { typeName, identity } = request;
  const { engine, signal, diagnostics } = call;
  const what = `import ${typeName}`;
  const resource = resourceOf(engine.provider, typeName);
  const { importState } = resource;
  if (importState === undefined) {
    diagnostics.error(`Cannot ${what}`, `Resources of type ${typeName} cannot be imported. Create one instead.`);
    return undefined;
  }
  const id = request.id === "" ? undefined : request.id;
  const privateState = new PrivateData(new Uint8Array(), engine.log);
  const outcome = await runOperation(engine, { what, signal, diagnostics }, (context) =>
    importState(id, identity, { ...context, privateState }),
  );
  if (!outcome.done || diagnostics.hasErrors) return undefined;
  if (outcome.value === undefined) {
    const wanted = id === undefined ? "this identity" : `the id "${id}"`;
    diagnostics.error(
      `Cannot ${what}`,
      `There is nothing under ${wanted}. Check it, and the provider's configuration.`,
    );
    return undefined;
  }
  const { state, violations } = checkedState(resource, outcome.value.state);
  tellViolations(diagnostics, what, violations);
  if (violations.length > 0) return undefined;
  privateState.markImported();
  return { typeName, state, privateBytes: privateState.bytes(), identity: outcome.value.identity ?? identity };
}
