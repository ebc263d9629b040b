import type { Diagnostic } from "../diagnostics/diagnostic";
import { planViolations } from "../plan/check-plan";
import { fieldsType } from "../schema/cty-type";
import type { Value } from "../values/value";
import { answerViolations } from "./answer-violations";
import { attempt, type Call } from "./attempt";
import { runOperation } from "./operation";
import { PrivateData } from "./private-data";
import { tellViolations } from "./provider-bug";
import { ephemeralResourceOf } from "./served";

/** An ephemeral block to open. */
export interface OpenEphemeralResourceRequest {
  readonly typeName: string;
  readonly config: Value;
}

/** What was opened; undefined where there are errors. */
export interface OpenEphemeralResourceResponse {
  readonly result: Value | undefined;
  readonly renewAt: Date | undefined;
  readonly privateBytes: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

type Opened = Omit<OpenEphemeralResourceResponse, "diagnostics">;

const NOTHING: Opened = { result: undefined, renewAt: undefined, privateBytes: new Uint8Array() };

/** Opens an ephemeral resource. */
export async function openEphemeralResource(call: Call, request: OpenEphemeralResourceRequest): Promise<Opened> {
  const { typeName, config } = request;
  const { engine, signal, diagnostics } = call;
  const what = `open ephemeral resource ${typeName}`;
  return attempt(call, what, NOTHING, async () => {
    const resource = ephemeralResourceOf(engine.provider, typeName);
    const privateState = new PrivateData(new Uint8Array(), engine.log);
    const outcome = await runOperation(engine, { what, signal, diagnostics }, (context) =>
      resource.open(config, { ...context, privateState }),
    );
    if (!outcome.done || diagnostics.hasErrors) return NOTHING;
    const { result, renewAt } = outcome.value;
    const { schema } = resource;
    const violations = [
      ...answerViolations(fieldsType(schema), result),
      ...planViolations(schema, { config, prior: null, plan: result }, []),
    ];
    tellViolations(diagnostics, what, violations);
    return violations.length > 0 ? NOTHING : { result, renewAt, privateBytes: privateState.bytes() };
  });
}
