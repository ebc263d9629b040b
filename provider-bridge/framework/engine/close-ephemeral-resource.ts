import { attempt, type Call } from "./attempt";
import { runOperation } from "./operation";
import { PrivateData } from "./private-data";
import { ephemeralResourceOf } from "./served";

/** An open ephemeral resource to close. */
export interface CloseEphemeralResourceRequest {
  readonly typeName: string;
  readonly privateBytes: Uint8Array;
}

/** Closes an open ephemeral resource. */
export async function closeEphemeralResource(call: Call, request: CloseEphemeralResourceRequest): Promise<void> {
  const { typeName, privateBytes } = request;
  const { engine, signal, diagnostics } = call;
  const what = `close ephemeral resource ${typeName}`;
  await attempt(call, what, undefined, async () => {
    const { close } = ephemeralResourceOf(engine.provider, typeName);
    if (close === undefined) return;
    const privateState = new PrivateData(privateBytes, engine.log);
    await runOperation(engine, { what, signal, diagnostics }, (context) => close({ ...context, privateState }));
  });
}
