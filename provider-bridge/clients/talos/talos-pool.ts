/** The machines that a process talks to: one connection for each address and credential. */
import type { TalosCredential } from "./credential";
import type { PeerCertificate } from "./peer-probe";
import { type NodeSurroundings, TalosNode } from "./talos-node";

/** Hands out machines, and closes what is open. */
export class TalosPool {
  readonly #surroundings: NodeSurroundings;
  readonly #nodes = new Map<string, TalosNode>();
  /** By fingerprint: machines of one cluster share one object, and what is made of it. */
  readonly #credentials = new Map<string, TalosCredential>();
  readonly #pinned = new Set<TalosNode>();

  constructor(surroundings: NodeSurroundings) {
    this.#surroundings = surroundings;
  }

  /** A machine that must be proven by the credential's CA. */
  node(host: string, credential: TalosCredential): TalosNode {
    const key = `${host} ${credential.fingerprint}`;
    const present = this.#nodes.get(key);
    if (present !== undefined) return present;
    const made = new TalosNode(host, { credential: this.#shared(credential) }, this.#surroundings);
    this.#nodes.set(key, made);
    return made;
  }

  #shared(credential: TalosCredential): TalosCredential {
    const known = this.#credentials.get(credential.fingerprint) ?? credential;
    this.#credentials.set(known.fingerprint, known);
    return known;
  }

  /** A machine in maintenance mode, of which only the key is known: for one operation, then `release` it. */
  pinned(host: string, certificate: PeerCertificate): TalosNode {
    const made = new TalosNode(host, { pinned: certificate }, this.#surroundings);
    this.#pinned.add(made);
    return made;
  }

  /** Ends the connection of a machine that {@link pinned} gave. */
  release(node: TalosNode): void {
    node.close();
    this.#pinned.delete(node);
  }

  /** Ends every connection. */
  closeAll(): void {
    for (const node of [...this.#nodes.values(), ...this.#pinned]) node.close();
    this.#nodes.clear();
    this.#credentials.clear();
    this.#pinned.clear();
  }
}
