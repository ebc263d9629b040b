/**
 * The Talos API of one machine: a listener on its address that goes from maintenance to mTLS and ends with the machine.
 * Here belongs who is let in, and with which certificates; never what a method does: that is in services/.
 */
import { admission, hostAddress } from "../../world";
import {
  type Answering,
  type Forwarder,
  type Interference,
  type TalosCall,
  TalosListener,
  type TalosMethod,
} from "../grpc";
import type { TalosMachine } from "../machine/machine";
import { checkAccess } from "./access";
import { authorityOf, maintenanceKeyPair, serverKeyPair } from "./certificates";
import { interfere } from "./interference";

/** Talos's port (facts §2.1). */
export const apidPort = 50_000;
/** From here on, the extended key usage of clients is looked at whatever the configuration says (facts §1). */
const firstMinorThatChecksUsage = 12;
/** From here on, TLS 1.2 is too old. */
const firstMinorWithTls13 = 13;

/** What an API is opened with. */
export interface ApidOptions {
  /** All methods of this machine's version. */
  readonly methods: () => readonly TalosMethod[];
  /** The machines that calls may be passed on to. */
  readonly forwarder: Forwarder;
  /** This computer's clock, milliseconds since 1970. */
  readonly wallNow: () => number;
  /** Hears that the listener is being closed because the machine goes. */
  readonly closing: (closed: Promise<void>) => void;
}

/** The API of one machine. */
export class Apid {
  readonly #machine: TalosMachine;
  readonly #options: ApidOptions;
  #listener: Promise<TalosListener> | undefined;
  #isMaintenance = true;

  constructor(machine: TalosMachine, options: ApidOptions) {
    this.#machine = machine;
    this.#options = options;
    machine.atEnd(() => options.closing(this.close()));
  }

  /** True from the first certificate that clients can prove themselves against. */
  get isConfigured(): boolean {
    return this.#listener !== undefined && !this.#isMaintenance;
  }

  /** How calls that another machine passes on are answered. */
  get answering(): Answering {
    const methods = new Map(this.#options.methods().map((method) => [method.path, method]));
    return { methods, before: (call) => this.#before(call), forwarder: undefined };
  }

  /** Answers anyone, with the short list of methods. */
  async serveMaintenance(): Promise<void> {
    const keyPair = await maintenanceKeyPair(this.#machine, this.#options.wallNow());
    this.#isMaintenance = true;
    await this.#serve({ keyPair, clientAuthoritiesPem: undefined });
  }

  /**
   * Answers clients with a certificate of the cluster's. `authority`: who signs the server's own certificate.
   */
  async serveConfigured(authority = authorityOf(this.#machine)): Promise<void> {
    const { settings } = this.#machine;
    if (authority === undefined || settings === undefined) return;
    const keyPair = await serverKeyPair(this.#machine, authority, this.#options.wallNow());
    this.#isMaintenance = false;
    const trusted = [settings.machineCa.certificatePem, ...settings.acceptedMachineCas].filter((pem) => pem !== "");
    await this.#serve({ keyPair, clientAuthoritiesPem: trusted.join("\n") });
  }

  /** Nobody answers on the port any more. */
  async close(): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.then(
      (open) => open.close(),
      () => undefined,
    );
  }

  async #serve(identity: {
    keyPair: { certificatePem: string; keyPem: string };
    clientAuthoritiesPem: string | undefined;
  }): Promise<void> {
    const machine = this.#machine;
    if (machine.life.aborted) return;
    const endpoint = {
      keyPair: identity.keyPair,
      clientAuthoritiesPem: identity.clientAuthoritiesPem,
      clientUsageOnly: machine.minor >= firstMinorThatChecksUsage || checksUsage(machine),
      forwarder: this.#options.forwarder,
      minVersion: machine.minor >= firstMinorWithTls13 ? ("TLSv1.3" as const) : ("TLSv1.2" as const),
      methods: this.#options.methods(),
      before: (call: TalosCall) => this.#before(call),
    };
    const open = this.#listener;
    if (open !== undefined) {
      (await open).replace(endpoint);
      return;
    }
    const { world, server } = machine;
    const where = {
      host: hostAddress(world, server),
      port: world.portMap(apidPort),
      admission: (remote: string) =>
        machine.isFrozen ? ("dropped" as const) : admission(world, server.id, apidPort, remote),
      now: () => machine.now(),
    };
    this.#listener = TalosListener.open(where, endpoint);
    this.#listener.catch((error: unknown) => {
      machine.note(`cannot serve its API: ${error instanceof Error ? error.message : String(error)}`);
    });
    await this.#listener;
    if (machine.life.aborted) await this.close();
  }

  async #before(call: TalosCall): Promise<Interference | undefined> {
    const machine = this.#machine;
    const interference = await interfere(machine, call);
    checkAccess({
      path: call.path,
      roles: call.peer.roles,
      isMaintenance: call.peer.maintenance,
      isControlPlane: machine.settings === undefined ? undefined : machine.isControlPlane,
      minor: machine.minor,
    });
    return interference;
  }
}

/** Up to 1.11, the configuration says whether a client's certificate may be a server's, too. */
function checksUsage(machine: TalosMachine): boolean {
  return machine.settings?.checksClientUsage === true;
}
