/** The contract between the sandbox and a front door: how it is opened, what it announces, how it is closed. */
import type { World } from "./world";

/** Where and how a door is to be opened. */
export interface DoorOptions {
  /** Loopback address for listeners that belong to no server (API, image factory), e.g. "127.77.0.1". */
  host: string;
  /** Port for the door's own listener; 0 lets the system choose. */
  port: number;
  /** A folder of this sandbox's own, removed at its end. */
  directory: string;
}

/** An open door. */
export interface RunningDoor {
  /** One lower-case word, e.g. "hetzner". */
  readonly name: string;
  /** Environment variables that a program needs in order to come through this door. */
  readonly environment: Readonly<Record<string, string>>;
  /** Closes listeners and connections, removes what it made. Must be safe to call twice. */
  close(): Promise<void>;
}

/** Opens a door onto a world. */
export type OpenDoor = (world: World, options: DoorOptions) => Promise<RunningDoor>;
