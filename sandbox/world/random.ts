/** Randomness that a seed repeats: same seed, same passwords, same keys. Not for secrets that leave this machine. */
import { createHash } from "node:crypto";

/** Draws one value after the other; two of the same seed draw the same. */
export class Random {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The next 32 bytes, as hexadecimal digits. */
  hex(): string {
    this.#drawn += 1;
    return createHash("sha256").update(`${this.#seed}:${this.#drawn}`).digest("hex");
  }

  /** A root password as Hetzner makes them: 20 letters and digits. */
  password(): string {
    return Buffer.from(this.hex(), "hex").toString("base64").replace(/[+/=]/g, "x").slice(0, 20);
  }
}
