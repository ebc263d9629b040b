/**
 * The clients of one provider configuration, each loaded and made when it is first asked for.
 * Here belongs who gets which setting; never how a peer is spoken to: that is in one folder a peer.
 */
import { setMaxListeners } from "node:events";
import type { ActionWaiter, Catalogue, HcloudApi } from "./hcloud";
import type { ImageFactory } from "./image-factory";
import type { KubernetesAccess, KubernetesApi } from "./kubernetes";
import type { SshPool } from "./ssh";
import type { TalosPool } from "./talos";
import { type CallContext, type Clock, createHttpSend, type Send, systemClock } from "./transport";

/** What clients are made of. Undefined: not set, or not known yet. */
export interface ClientSettings {
  readonly hcloudToken: string | undefined;
  readonly hcloudEndpoint: string;
  readonly maxRequestsPerHour: number | undefined;
  readonly imageFactoryUrl: string;
  readonly publicIpUrl: string | undefined;
}

/** What clients reach outside of the process for. */
export interface ClientSurroundings {
  /** For the `user-agent`. */
  readonly version: string;
  /** @default this machine's */
  readonly clock?: Clock;
  /** 0 … 1. @default Math.random */
  readonly random?: () => number;
  /** How requests over HTTP are sent. @default with Node's own client */
  readonly send?: Send;
}

/** Hetzner Cloud: its API, its catalogue, and who waits for its actions. */
export interface Hcloud {
  readonly api: HcloudApi;
  readonly catalogue: Catalogue;
  readonly actions: ActionWaiter;
}

/** What resources find in a configured provider. */
export interface WithClients {
  readonly clients: Clients;
}

/** A setting is missing that a client cannot do without. The message names attribute and variable. */
export class MissingSettingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MissingSettingError";
  }
}

/** Far more than one operation has calls at a time. */
const mostListeners = 1_000;

/** The clients. */
export class Clients {
  readonly clock: Clock;
  readonly random: () => number;
  readonly settings: ClientSettings;
  readonly #userAgent: string;
  #send: Send | undefined;
  #hcloud: Hcloud | undefined;
  #imageFactory: ImageFactory | undefined;
  #ssh: SshPool | undefined;
  #talos: TalosPool | undefined;

  constructor(settings: ClientSettings, { version, clock, random, send }: ClientSurroundings) {
    // Many calls of one operation end with its one signal: more than ten listeners are no leak.
    setMaxListeners(mostListeners);
    this.settings = settings;
    this.#userAgent = `hephaestus/${version}`;
    this.clock = clock ?? systemClock;
    this.random = random ?? Math.random;
    this.#send = send;
  }

  /** Hetzner Cloud. @throws MissingSettingError without a token. */
  hcloud(): Hcloud {
    this.#hcloud ??= this.#makeHcloud();
    return this.#hcloud;
  }

  /** The Image Factory. */
  imageFactory(): ImageFactory {
    if (this.#imageFactory === undefined) {
      const { ImageFactory: Factory }: typeof import("./image-factory") = require("./image-factory");
      const { clock, random } = this;
      const url = this.settings.imageFactoryUrl;
      this.#imageFactory = new Factory({ url, userAgent: this.#userAgent, send: this.#http(), clock, random });
    }
    return this.#imageFactory;
  }

  /** Hosts over SSH. */
  ssh(): SshPool {
    if (this.#ssh === undefined) {
      const { SshPool: Pool }: typeof import("./ssh") = require("./ssh");
      this.#ssh = new Pool({ clock: this.clock, random: this.random });
    }
    return this.#ssh;
  }

  /** Machines over the Talos API. */
  talos(): TalosPool {
    if (this.#talos === undefined) {
      const { TalosPool: Pool }: typeof import("./talos") = require("./talos");
      this.#talos = new Pool({ clock: this.clock, random: this.random });
    }
    return this.#talos;
  }

  /** A cluster's Kubernetes API at these addresses. */
  kubernetes(access: KubernetesAccess, servers: readonly string[]): KubernetesApi {
    const { KubernetesApi: Api }: typeof import("./kubernetes") = require("./kubernetes");
    const { clock, random } = this;
    return new Api({ access, servers, clock, random, userAgent: this.#userAgent });
  }

  /** The address that a service on the internet sees us under; `url` takes the place of the configured one. */
  publicIp(url: string | undefined, family: "ipv4" | "ipv6", context: CallContext): Promise<string> {
    const { publicIp, standardPublicIpUrls }: typeof import("./public-ip") = require("./public-ip");
    const { clock, random } = this;
    const asked = url ?? this.settings.publicIpUrl ?? standardPublicIpUrls[family];
    return publicIp(asked, context, { send: this.#http(), clock, random });
  }

  #makeHcloud(): Hcloud {
    const { hcloudToken: token, hcloudEndpoint: endpoint, maxRequestsPerHour } = this.settings;
    if (token === undefined) {
      throw new MissingSettingError(
        'Cannot call the Hetzner Cloud API: there is no token. Set "hcloud_token" in the provider block, or the environment variable HCLOUD_TOKEN',
      );
    }
    const hcloud: typeof import("./hcloud") = require("./hcloud");
    const { clock, random } = this;
    const options = { endpoint, token, userAgent: this.#userAgent, maxRequestsPerHour, send: this.#http() };
    const api = new hcloud.HcloudApi({ ...options, clock, random });
    return { api, catalogue: new hcloud.Catalogue(api), actions: new hcloud.ActionWaiter(api, clock) };
  }

  #http(): Send {
    this.#send ??= createHttpSend().send;
    return this.#send;
  }
}
