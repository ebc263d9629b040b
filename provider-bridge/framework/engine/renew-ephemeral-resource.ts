import type { Diagnostic } from "../diagnostics/diagnostic";

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
