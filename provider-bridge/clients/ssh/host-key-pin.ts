/** Trust on first use, for the length of one operation: whoever answered first must be who answers later. */
import { createHash } from "node:crypto";

/** Remembers the key of the first contact. One pin for one host and one operation. */
export class HostKeyPin {
  #fingerprint: string | undefined;

  /** OpenSSH's form, e.g. `SHA256:…`; undefined before the first contact. */
  get fingerprint(): string | undefined {
    return this.#fingerprint;
  }

  /** Whether a host key is that of the first contact, or this is the first contact. */
  accepts(hostKey: Buffer): boolean {
    const fingerprint = `SHA256:${createHash("sha256").update(hostKey).digest("base64").replace(/=+$/, "")}`;
    this.#fingerprint ??= fingerprint;
    return this.#fingerprint === fingerprint;
  }

  /** Forgets: the host was reinstalled on purpose, and its next key is new. */
  forget(): void {
    this.#fingerprint = undefined;
  }
}
