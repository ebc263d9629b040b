/** A TLS certificate for load balancers. */
export interface Certificate {
  id: number;
  name: string;
  createdMs: number;
  type: "uploaded" | "managed";
  /** PEM chain; null while a managed one is being issued. */
  certificate: string | null;
  /** PEM; null for a managed one, whose key never leaves Hetzner. */
  privateKey: string | null;
  domainNames: string[];
  fingerprint: string | null;
  notValidBeforeMs: number | null;
  notValidAfterMs: number | null;
  /** Managed only. */
  status: { issuance: "pending" | "completed" | "failed"; error: { code: string; message: string } | null } | null;
  labels: Record<string, string>;
}
