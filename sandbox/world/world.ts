/** The world: its plain data, and what moves it (clock, randomness, disks, faults, events). */
import type { Clock } from "./clock";
import { createClock } from "./clock";
import type { DiskStore } from "./disk";
import { EventBus } from "./event-bus";
import { FaultBook } from "./faults";
import { ipv6Network, loopbackAddress } from "./loopback";
import { createPortMap, type PortMap } from "./port-map";
import { Random } from "./random";
import type { WorldState } from "./state";

/** What a world is made of; the default of each is what a test wants. */
export interface WorldOptions {
  state: WorldState;
  disks: DiskStore;
  /** Default: time at speed 0. */
  clock?: Clock;
  /** Which 127.<block>.0.0/16 the addresses come from. Default 77. */
  block?: number;
  /** Repeats passwords and host keys. Default: drawn from the state. */
  seed?: string;
  /** Lowest port that may be opened here. Default 1024. */
  firstFreePort?: number;
}

/** One Hetzner project, its machines and its time. */
export class World {
  readonly state: WorldState;
  readonly clock: Clock;
  readonly disks: DiskStore;
  readonly random: Random;
  readonly events = new EventBus();
  readonly faults: FaultBook;
  readonly block: number;
  /** Port at Hetzner → port that listens here. Doors open `world.portMap(22)`, and announce it where it differs. */
  readonly portMap: PortMap;
  /** How doors let things happen inside the guests that they play: true when the guest was theirs and knew it. */
  readonly guestDrifts = new Set<(serverId: number, what: string, set: Readonly<Record<string, unknown>>) => boolean>();
  /** Ends of running actions, by action id; see actions.ts. */
  readonly pendingActions = new Map<number, () => void>();

  constructor(options: WorldOptions) {
    this.state = options.state;
    this.disks = options.disks;
    this.clock = options.clock ?? createClock();
    this.block = options.block ?? 77;
    // A loaded world goes on drawing where no number was drawn before.
    this.random = new Random(options.seed ?? `sandbox:${options.state.nextIds.actions}`);
    this.portMap = createPortMap(options.firstFreePort ?? 1024);
    this.faults = new FaultBook((fault, subject) =>
      this.events.emit({
        type: "fault.hit",
        faultId: fault.id,
        text: `Fault ${fault.id} (${fault.door} ${fault.what}) strikes${subject === "" ? "" : ` at ${subject}`}`,
      }),
    );
  }

  /** A public IPv4 address that was never used before: one of this sandbox's loopback addresses. */
  nextIpv4(): string {
    return loopbackAddress(this.block, this.state.addressesGiven++);
  }

  /** A public IPv6 network that was never used before, in CIDR form. */
  nextIpv6(): string {
    return ipv6Network(this.block, this.state.addressesGiven++);
  }

  /** A line in the sandbox's event log. */
  note(source: string, text: string): void {
    this.events.emit({ type: "note", source, text });
  }
}
