import type { Diagnostic } from "../diagnostics/diagnostic";
import { attempt, type Call } from "./attempt";
import { runOperation } from "./operation";
import { PrivateData } from "./private-data";
import { ephemeralResourceOf } from "./served";

/** An open ephemeral resource to renew. */
export interface RenewEphemeralResourceRequest {
  readonly typeName: string;
  readonly privateBytes: Uint8Array;
}

/** When to renew next, undefined for never. */
export interface RenewEphemeralResourceResponse {
  readonly renewAt: Date | undefined;
  readonly privateBytes: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

type Renewed = Omit<RenewEphemeralResourceResponse, "diagnostics">;

/** Renews an open ephemeral resource; one that has no renew is never asked again. */
export async function renewEphemeralResource(call: Call, request: RenewEphemeralResourceRequest): Promise<Renewed> {
  const { typeName, privateBytes } = request;
  const { engine, signal, diagnostics } = call;
  const what = `renew ephemeral resource ${typeName}`;
  const kept: Renewed = { renewAt: undefined, privateBytes };
  return attempt(call, what, kept, async () => {
    const { renew } = ephemeralResourceOf(engine.provider, typeName);
    if (renew === undefined) return kept;
    const privateState = new PrivateData(privateBytes, engine.log);
    const outcome = await runOperation(engine, { what, signal, diagnostics }, (context) =>
      renew({ ...context, privateState }),
    );
    return outcome.done ? { renewAt: outcome.value, privateBytes: privateState.bytes() } : kept;
  });
}
