import type { CallContext } from "../../../wire/grpc/method";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import type { ProviderServer } from "../../framework/engine/provider-server";
import type { TypeLookup } from "../../framework/engine/type-lookup";
import { type AnswerName, encodeDiagnosticsOnly } from "../encode/refusal";

/** One RPC from request bytes to answer bytes. */
export type Rpc = (server: ProviderServer, request: Uint8Array, call: CallContext) => Promise<Uint8Array>;

/** The three steps of an RPC. */
export interface RpcSteps<Request, Response> {
  decode(bytes: Uint8Array, types: TypeLookup): Request;
  run(server: ProviderServer, request: Request, signal: AbortSignal): Promise<Response>;
  encode(response: Response, request: Request, types: TypeLookup): Uint8Array;
}

/**
 * Puts the steps together. A request with a value or a name that is not ours, and an answer that is not of its type, are
 * told as diagnostics in the answer, which Terraform shows better than a failed call.
 */
export function rpc<Request, Response>(answer: AnswerName, steps: RpcSteps<Request, Response>): Rpc {
  return async (server, bytes, { signal }) => {
    let request: Request;
    try {
      request = steps.decode(bytes, server.types);
    } catch (error) {
      if (error instanceof DiagnosticError) return encodeDiagnosticsOnly(answer, [error.diagnostic]);
      throw error;
    }
    const response = await steps.run(server, request, signal);
    try {
      return steps.encode(response, request, server.types);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return encodeDiagnosticsOnly(answer, [{ severity: "error", ...providerBug(answer, error) }]);
    }
  };
}

/** What a user reads when the provider's own answer cannot be written. */
export function providerBug(answer: string, error: Error): { readonly summary: string; readonly detail: string } {
  return {
    summary: `Cannot answer ${answer.replace(".Response", "")}: the provider broke a rule`,
    detail: `${error.message}. This is a bug of the provider, not of the configuration; please report it.`,
  };
}
