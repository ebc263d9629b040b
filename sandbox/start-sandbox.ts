/** Starts a sandbox: takes an address block, makes or loads a world, opens every door, and takes it all down again. */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeAbandonedFolders } from "./abandoned-folders";
import { takeBlock } from "./block";
import { controlSocket } from "./control";
import { allDoors } from "./doors";
import { provideProjectKey } from "./project-key";
import { type StateFile, takeStateFile } from "./state-file";
import { makeTemporaryFolder, type TemporaryFolder } from "./temporary-folder";
import { type Clock, createClock, DiskStore, type RunningDoor, World } from "./world";
import type { FaultRequest } from "./world/faults";
import { blockHost } from "./world/loopback";
import { newState } from "./world/new-state";
import { restoreDisks, saveWorld } from "./world/save";
import { isUp } from "./world/server-lifecycle";

/** How a sandbox is to be. Everything has a default that a test wants. */
export interface SandboxOptions {
  /** 0: each step at once (default); 1 … 1000: so many times as fast as the real thing. */
  speed?: number;
  /** A clock of the caller's own, for tests that move time by hand. Default: one that runs at `speed`. */
  clock?: Clock;
  /** 127.<block>.0.0/16; default: the saved world's, else the first free from 77. */
  block?: number;
  /** Port of the Hetzner API; default: any free one. */
  port?: number;
  /** Address of the sandbox's own listeners; must be loopback. Default 127.<block>.0.1. */
  host?: string;
  /** Requests per hour that the Hetzner API grants; 0 counts nothing. Default 3600, and 0 at speed 0. */
  requestsPerHour?: number;
  /** Token that the Hetzner API wants; default: one of 64 characters that is no secret. */
  token?: string;
  /** A file that the world is loaded from, where it is there, and saved to at the end. Default: nothing is kept. */
  stateFile?: string;
  /** What goes wrong from the beginning. Default: nothing. */
  faults?: readonly FaultRequest[];
  /** The lowest port that may be opened: tests play an ordinary user with 1024. Default: what this process may. */
  firstFreePort?: number;
  /** Where the temporary folder is made. Default: the system's. */
  temporaryDirectory?: string;
}

/** A running sandbox. */
export interface Sandbox {
  readonly world: World;
  /** What a program has to find in its environment in order to use this sandbox. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends it: saves the world if asked to, closes doors, removes disks and temporary folder. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts one.
 * @throws RangeError for a block, speed or host that cannot be; SyntaxError for a state file that cannot be read; the
 * system's error when a port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const file = options.stateFile === undefined ? undefined : await takeStateFile(options.stateFile);
  try {
    return await startWith(file, options);
  } catch (error) {
    await file?.release();
    throw error;
  }
}

async function startWith(file: StateFile | undefined, options: SandboxOptions): Promise<Sandbox> {
  const saved = file?.saved;
  const clock = options.clock ?? createClock({ speed: options.speed ?? 0 });
  const held = await takeBlock(options.block ?? saved?.block);
  const folder = await makeOwnFolder(options.temporaryDirectory);
  const directory = folder.path;
  const disks = new DiskStore(join(directory, "disks"));
  const doors: RunningDoor[] = [];
  const dismantle = async () => {
    await Promise.allSettled(doors.reverse().map((door) => door.close()));
    disks.close();
    folder.remove();
    await held.release();
  };
  try {
    const state = saved?.state ?? newState(clock.now());
    const firstFreePort = options.firstFreePort ?? lowestPort();
    const world = new World({ state, disks, clock, block: held.block, firstFreePort });
    if (saved !== undefined) restoreDisks(saved, disks);
    for (const fault of [...(saved?.faults ?? []), ...(options.faults ?? [])]) world.faults.add(fault);
    const keyPath = provideProjectKey(world, directory);
    await openDoors(world, options, { host: options.host ?? blockHost(held.block), directory }, doors);
    wakeServers(world);
    const environment = Object.assign({ HEPHAESTUS_SANDBOX_KEY: keyPath }, ...doors.map((door) => door.environment));
    const close = once(async () => {
      try {
        file?.save(saveWorld(world));
      } finally {
        await dismantle();
        await file?.release();
      }
    });
    return { world, environment, close };
  } catch (error) {
    await dismantle();
    throw error;
  }
}

/** A folder of this sandbox's own, and none of those that were killed. */
async function makeOwnFolder(parent: string = tmpdir()): Promise<TemporaryFolder> {
  const prefix = "hephaestus-sandbox-";
  await removeAbandonedFolders({ parent, prefix, socket: controlSocket, nowMs: Date.now() });
  return makeTemporaryFolder(prefix, parent);
}

async function openDoors(
  world: World,
  options: SandboxOptions,
  place: { host: string; directory: string },
  doors: RunningDoor[],
): Promise<void> {
  const { token, requestsPerHour } = options;
  const hetzner = {
    ...(token === undefined ? {} : { token }),
    ...(requestsPerHour === undefined ? {} : { requestsPerHour }),
  };
  let port = options.port ?? 0;
  for (const open of allDoors(hetzner)) {
    doors.push(await open(world, { ...place, port }));
    port = 0;
  }
}

/** Guests of a loaded world are up already: the doors hear of them as if they had just booted. */
function wakeServers(world: World): void {
  for (const server of world.state.servers.values()) {
    if (!isUp(server)) continue;
    world.events.emit({ type: "server.booted", serverId: server.id, text: `${server.name} is up, as saved` });
  }
}

/** The lowest port that this process may listen on. */
function lowestPort(): number {
  const defaultLowest = 1024;
  if (process.getuid?.() === 0) return 0;
  try {
    return Number(readFileSync("/proc/sys/net/ipv4/ip_unprivileged_port_start", "utf8")) || defaultLowest;
  } catch {
    return defaultLowest;
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
