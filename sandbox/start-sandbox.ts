/** Starts a sandbox: takes an address block, makes or loads a world, opens every door, and takes it all down again. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeBlock } from "./block";
import { allDoors } from "./doors";
import { fingerprintOf } from "./hetzner/ssh-keys/routes";
import { generateOpensshKey } from "./openssh-key";
import { type Clock, createClock, DiskStore, type RunningDoor, World } from "./world";
import { blockHost } from "./world/loopback";
import { newState } from "./world/new-state";
import { takeId } from "./world/state";

/** How a sandbox is to be. Everything has a default that a test wants. */
export interface SandboxOptions {
  /** 0: each step at once (default); 1 … 1000: so many times as fast as the real thing. */
  speed?: number;
  /** A clock of the caller's own instead, for tests that move time by hand. */
  clock?: Clock;
  /** 127.<block>.0.0/16; default: the first free from 77. */
  block?: number;
  /** Port of the Hetzner API on 127.<block>.0.1; default: any free one. */
  port?: number;
  /** Address of the Hetzner API; must be loopback. Default 127.<block>.0.1. */
  host?: string;
  /** Requests per hour that the Hetzner API grants; see the door. */
  requestsPerHour?: number;
  /** Token that the Hetzner API wants; default: one of 64 characters that is no secret. */
  token?: string;
  /** Where the temporary folder is made. Default: the system's. */
  temporaryDirectory?: string;
}

/** A running sandbox. */
export interface Sandbox {
  readonly world: World;
  /** What a program has to find in its environment in order to use this sandbox. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends it: doors, disks, temporary folder. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts one.
 * @throws RangeError for a block, speed or host that cannot be; the system's error when a port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? createClock({ speed: options.speed ?? 0 });
  const held = await takeBlock(options.block);
  const directory = mkdtempSync(join(options.temporaryDirectory ?? tmpdir(), "hephaestus-sandbox-"));
  const disks = new DiskStore(join(directory, "disks"));
  const doors: RunningDoor[] = [];
  const close = closeOnce(async () => {
    await Promise.allSettled(doors.reverse().map((door) => door.close()));
    disks.close();
    rmSync(directory, { recursive: true, force: true });
    await held.release();
  });
  try {
    const firstFreePort = lowestPort();
    const world = new World({ state: newState(clock.now()), disks, clock, block: held.block, firstFreePort });
    const keyPath = addKey(world, directory);
    const place = { host: options.host ?? blockHost(held.block), directory };
    let port = options.port ?? 0;
    for (const open of allDoors(hetznerOptions(options))) {
      doors.push(await open(world, { ...place, port }));
      port = 0;
    }
    const environment = Object.assign({ HEPHAESTUS_SANDBOX_KEY: keyPath }, ...doors.map((door) => door.environment));
    return { world, environment, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function hetznerOptions(options: SandboxOptions): { token?: string; requestsPerHour?: number } {
  const { token, requestsPerHour } = options;
  return { ...(token === undefined ? {} : { token }), ...(requestsPerHour === undefined ? {} : { requestsPerHour }) };
}

/** The project knows an SSH key "my-key"; its private half lies in the sandbox's folder. */
function addKey(world: World, directory: string): string {
  const path = join(directory, "my-key");
  const { publicKey, privateKey } = generateOpensshKey("my-key");
  writeFileSync(path, privateKey, { mode: 0o600 });
  const id = takeId(world.state, "sshKeys");
  const fingerprint = fingerprintOf(publicKey) ?? "";
  const key = { id, name: "my-key", createdMs: world.clock.now(), publicKey, fingerprint, labels: {} };
  world.state.sshKeys.set(id, key);
  return path;
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

function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= close();
    return closing;
  };
}
