/** An open ephemeral resource to close. */
export interface CloseEphemeralResourceRequest {
  readonly typeName: string;
  readonly privateBytes: Uint8Array;
}
