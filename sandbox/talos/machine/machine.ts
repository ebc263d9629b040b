/**
 * One life of a Talos machine, from power on to power off: what it is, what it runs, what it tells.
 * Here belongs what is true of one machine alone; never other machines (fleet/), never a message (services/).
 */
import type { ImageDescription } from "../../image-factory";
import type { Server, World } from "../../world";
import { type Configuration, type NodeSettings, nodeSettingsOf } from "../config";
import { EventLog } from "./event-log";
import type { Installation } from "./installation";
import { Life } from "./life";
import { LogBook } from "./log-book";
import { type NodeAddress, nodeAddresses } from "./node-addresses";
import { readinessOf } from "./readiness";
import { Sequencer } from "./sequencer";
import { ServiceTable } from "./service-table";
import { type MachineStatus, type Stage, stageNumber } from "./stage";
import { minorOf } from "./talos-version";

/** What a machine is played on. */
export interface MachineSurroundings {
  readonly world: World;
  /** Hears of every change of any machine. */
  changed(): void;
}

/** What a machine is made of at power on. */
export interface MachineOptions {
  readonly server: Server;
  readonly image: ImageDescription;
  readonly installation: Installation;
}

/** A machine that is up. */
export class TalosMachine {
  readonly surroundings: MachineSurroundings;
  readonly server: Server;
  readonly image: ImageDescription;
  readonly installation: Installation;
  readonly minor: number;
  /** A UUID, new with each boot. */
  readonly bootId: string;
  readonly bootedMs: number;
  readonly events: EventLog;
  readonly services: ServiceTable;
  readonly sequencer: Sequencer;
  readonly logs: LogBook;
  /** What the node works with now; undefined in maintenance. */
  active: Configuration | undefined;
  settings: NodeSettings | undefined;
  /** Documents that came before there was a whole configuration (1.12 and newer). */
  partial: Configuration | undefined;
  /** Whether the clock agrees with the time server. */
  isTimeSynced = true;
  /** How far the clock is off, in milliseconds. */
  clockSkewMs = 0;
  /** Nothing on it answers any more, though its ports are open. */
  isFrozen = false;
  /** No space is left on its disk. */
  isDiskFull = false;
  /** What Kubernetes says of this node. */
  isNodeReady = false;
  areStaticPodsReady = false;
  /** Somebody has asked to bootstrap here, and etcd has not begun yet. */
  bootstrapRequest: { readonly saved: unknown } | undefined;
  /** Takes a configuration on trial back; undefined: none is on trial. */
  cancelTrial: (() => void) | undefined;
  readonly #life = new Life();
  #stage: Stage = "booting";
  #told = "";

  constructor(surroundings: MachineSurroundings, { server, image, installation }: MachineOptions) {
    const { world } = surroundings;
    const random = world.random.hex();
    this.surroundings = surroundings;
    this.server = server;
    this.image = image;
    this.installation = installation;
    this.minor = minorOf(image.talosVersion);
    this.bootId = uuidOf(random);
    this.bootedMs = world.clock.now();
    this.events = new EventLog(
      () => this.now(),
      BigInt(`0x${random.slice(40)}`)
        .toString(32)
        .padStart(12, "0")
        .slice(-12),
    );
    this.logs = new LogBook(() => this.now());
    this.services = new ServiceTable(
      () => this.now(),
      this.events,
      () => this.changed(),
    );
    this.sequencer = new Sequencer(world.clock, this.events, this.#life.signal, (failed) => {
      // As Talos's status has it, whether or not a reboot follows.
      if (failed !== "shutdown") this.stage = "rebooting";
    });
  }

  get world(): World {
    return this.surroundings.world;
  }

  /** Aborted when the machine goes: power off, reboot, deletion. */
  get life(): AbortSignal {
    return this.#life.signal;
  }

  get stage(): Stage {
    return this.#stage;
  }

  set stage(stage: Stage) {
    if (stage === this.#stage) return;
    this.#stage = stage;
    this.log("machined", `stage is now ${stage}`);
    this.changed();
  }

  /** This node's own clock, in milliseconds since 1970. */
  now(): number {
    return this.world.clock.now() + this.clockSkewMs;
  }

  get isControlPlane(): boolean {
    return this.settings?.machineType === "controlplane";
  }

  /** With its domain, if it has any: static, or the platform's. */
  get wholeHostname(): string {
    const { hostname = "" } = this.settings ?? {};
    return hostname === "" ? this.server.name : hostname;
  }

  /** Without its domain. */
  get hostname(): string {
    return this.wholeHostname.split(".")[0] ?? this.wholeHostname;
  }

  /** The name of its Node in Kubernetes. */
  get nodeName(): string {
    const name = this.settings?.node.registersWithFqdn === true ? this.wholeHostname : this.hostname;
    return name.toLowerCase();
  }

  get addresses(): readonly NodeAddress[] {
    return nodeAddresses(this.world, this.server);
  }

  status(): MachineStatus {
    const unmet = readinessOf(this);
    return { stage: this.#stage, isReady: unmet.length === 0, unmet };
  }

  /** Works with this configuration from now on. */
  activate(configuration: Configuration): void {
    this.active = configuration;
    this.settings = nodeSettingsOf(configuration);
    this.changed();
  }

  /** A line in the log of a service, and on the console. */
  log(service: string, text: string): void {
    this.logs.add(service, text);
  }

  /** A line in the sandbox's event log. */
  note(text: string): void {
    this.world.note("talos", `${this.server.name} ${text}`);
  }

  /** Something about the machine is other than before: tells its status when that is, too. */
  changed(): void {
    if (this.life.aborted) return;
    const { stage, isReady, unmet } = this.status();
    const told = JSON.stringify([stage, isReady, unmet]);
    if (told !== this.#told) {
      this.#told = told;
      const unmetConditions = unmet.map(({ name, reason }) => ({ name, reason }));
      this.events.emit("MachineStatusEvent", {
        stage: stageNumber(stage),
        status: { ready: isReady, unmetConditions },
      });
    }
    this.surroundings.changed();
  }

  /** Stops what runs on this machine for others, latest first, when it goes: kubelet, API, etcd, apid. */
  atEnd(stop: () => void): void {
    this.#life.atEnd(stop);
  }

  /** The machine goes; safe to call twice. */
  end(why: string): void {
    if (this.life.aborted) return;
    this.#life.end(new Error(`The machine is gone: ${why}`));
    this.surroundings.changed();
  }
}

function uuidOf(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
