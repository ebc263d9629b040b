/** The connections of a process: one a host and operation where they are shared, each closed at the end. */
import type { Client } from "ssh2";
import { type CallContext, type Clock, retrying, type Verdict } from "../transport";
import { connect } from "./connect";
import type { SshConnections } from "./ssh-connections";
import { SshError } from "./ssh-error";
import { SshHost } from "./ssh-host";
import { type SshTarget, targetText } from "./target";

/** Between two looks whether a host is up, milliseconds. */
const pollMs = 1_000;

/** Opens connections, shares them, and closes them all. */
export class SshPool implements SshConnections {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #open = new Set<Client>();
  readonly #shared = new Map<SshTarget["hostKey"], Promise<Client>>();

  constructor({ clock, random }: { readonly clock: Clock; readonly random: () => number }) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A host; no connection is made yet. */
  host(target: SshTarget): SshHost {
    return new SshHost(this, target);
  }

  /** Waits until a host takes our key; `told` hears why it does not yet. @throws SshError that is no matter of waiting, and the signal's reason. */
  async waitForSsh(target: SshTarget, context: CallContext, told: (error: SshError) => void = () => {}): Promise<void> {
    const judge = (error: unknown): Verdict => {
      const mayPass = error instanceof SshError && ["not_connected", "timed_out", "broken_off"].includes(error.code);
      if (!mayPass) return { kind: "give_up" };
      told(error);
      return { kind: "later", waitMs: pollMs };
    };
    const once = { ...target, attempts: 1 };
    const attempt = () => this.using(once, context, async () => undefined);
    await retrying(attempt, judge, context, { clock: this.#clock, random: this.#random });
  }

  /** Runs something on a connection of this host. */
  async using<T>(target: SshTarget, context: CallContext, work: (client: Client) => Promise<T>): Promise<T> {
    if (target.reuse) return work(await this.#sharedClient(target, context));
    const client = await this.#connected(target, context);
    try {
      return await work(client);
    } finally {
      client.end();
    }
  }

  /** Ends all connections; those that are made afterwards are new. */
  closeAll(): void {
    this.#shared.clear();
    for (const client of this.#open) client.destroy();
  }

  /** Operations never share a connection: each has a pin of its own. */
  #sharedClient(target: SshTarget, context: CallContext): Promise<Client> {
    const { hostKey } = target;
    const present = this.#shared.get(hostKey);
    if (present !== undefined) return present;
    const made = this.#connected(target, context);
    this.#shared.set(hostKey, made);
    const forget = () => {
      if (this.#shared.get(hostKey) === made) this.#shared.delete(hostKey);
    };
    made.then((client) => client.once("close", forget), forget);
    return made;
  }

  async #connected(target: SshTarget, context: CallContext): Promise<Client> {
    const judge = (error: unknown): Verdict => {
      const worthIt = error instanceof SshError && (error.code === "not_connected" || error.code === "timed_out");
      return { kind: worthIt ? "again" : "give_up" };
    };
    const options = { clock: this.#clock, random: this.#random, attempts: target.attempts };
    const client = await retrying(() => connect(target, context), judge, context, options);
    context.log.debug("connected over SSH", { host: targetText(target), host_key: target.hostKey.fingerprint });
    this.#open.add(client);
    client.once("close", () => this.#open.delete(client));
    return client;
  }
}
