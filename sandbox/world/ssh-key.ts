/** An SSH key of the project. */
export interface SshKey {
  id: number;
  name: string;
  createdMs: number;
  /** OpenSSH form, as it was given. */
  publicKey: string;
  /** MD5 over the key's blob, sixteen pairs of hexadecimal digits with colons, as Hetzner shows it. */
  fingerprint: string;
  labels: Record<string, string>;
}
