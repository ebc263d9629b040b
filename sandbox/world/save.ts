/** A world as text, and back: state, disks and faults. A world is at rest when it is saved: running actions end first. */
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { settle } from "./actions";
import { chunkBytes, type DiskStore } from "./disk";
import { type FaultRequest, parseFault } from "./faults";
import { emptyState, type WorldState } from "./state";
import type { World } from "./world";

const format = "hephaestus-sandbox";
/** Raised whenever the plain data changes its shape; an older file is refused, never guessed at. */
const version = 1;

interface SavedDisk {
  id: string;
  sizeBytes: number;
  /** Numbers of the chunks that hold something. */
  chunks: number[];
  /** Those chunks one after the other, gzipped, in base64. */
  content: string;
}

/** What {@link parseSaved} gives. */
export interface SavedWorld {
  block: number;
  nowMs: number;
  state: WorldState;
  disks: SavedDisk[];
  faults: FaultRequest[];
}

/** The whole world as JSON text. */
export function saveWorld(world: World): string {
  settle(world);
  const state = Object.fromEntries(
    Object.entries(world.state).map(([name, value]) => [name, value instanceof Map ? [...value.values()] : value]),
  );
  const disks = world.disks.ids().map((id) => saveDisk(world.disks, id));
  const faults = world.faults.list().map(({ door, what, match, skip, times, effect }) => ({
    door,
    what,
    ...(match === null ? {} : { match }),
    skip,
    times,
    effect,
  }));
  const content = { block: world.block, nowMs: world.clock.now(), state, disks, faults };
  return `${JSON.stringify({ format, version, sha256: sha256(content), ...content })}\n`;
}

/**
 * Reads what {@link saveWorld} wrote.
 * @throws SyntaxError when it is no such text; RangeError when it is of another version.
 */
export function parseSaved(text: string, name: string): SavedWorld {
  const saved = parseObject(text, name);
  if (saved["format"] !== format) throw new SyntaxError(`Cannot load "${name}": it is no saved sandbox`);
  if (saved["version"] !== version) {
    throw new RangeError(
      `Cannot load "${name}": it is of version ${String(saved["version"])}, this sandbox reads version ${version}; start with a new file`,
    );
  }
  const { format: _format, version: _version, sha256: sum, ...content } = saved;
  const { block, nowMs, state, disks, faults } = content;
  const isWhole = typeof block === "number" && typeof nowMs === "number" && isObject(state);
  if (!isWhole || !Array.isArray(disks) || !Array.isArray(faults)) {
    throw new SyntaxError(`Cannot load "${name}": members are missing, the file may be half written`);
  }
  // Whoever changes a world by hand leaves the sum out.
  if (sum !== undefined && sum !== sha256(content)) {
    throw new SyntaxError(`Cannot load "${name}": it is damaged, its content is not what was saved`);
  }
  return { block, nowMs, state: parseState(state, name), disks, faults: parseFaults(faults, name) };
}

/** Puts the saved disks where a world finds them. */
export function restoreDisks(saved: SavedWorld, disks: DiskStore): void {
  for (const { id, sizeBytes, chunks, content } of saved.disks) {
    const disk = disks.restore(id, sizeBytes);
    const bytes = gunzipSync(Buffer.from(content, "base64"));
    chunks.forEach((chunk, index) => {
      disk.write(chunk * chunkBytes, bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes));
    });
  }
}

function saveDisk(disks: DiskStore, id: string): SavedDisk {
  const disk = disks.open(id);
  const written = [...disk.chunks()];
  const content = gzipSync(Buffer.concat(written.map(([, bytes]) => bytes))).toString("base64");
  return { id, sizeBytes: disk.sizeBytes, chunks: written.map(([index]) => index), content };
}

function parseState(saved: Record<string, unknown>, name: string): WorldState {
  const empty = emptyState({ locations: [], serverTypes: [], loadBalancerTypes: [], isos: [] });
  const entries = Object.entries(empty).map(([member, initial]) => {
    const value = saved[member];
    const isList = Array.isArray(value);
    if (initial instanceof Map ? !isList : typeof value !== typeof initial) {
      throw new SyntaxError(`Cannot load "${name}": "state.${member}" is missing or of another kind`);
    }
    return [member, initial instanceof Map && isList ? byId(value) : value];
  });
  return Object.assign(empty, Object.fromEntries(entries));
}

function byId(list: { id: number }[]): Map<number, { id: number }> {
  return new Map(list.map((item) => [item.id, item]));
}

function parseFaults(faults: readonly unknown[], name: string): FaultRequest[] {
  try {
    return faults.map(parseFault);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(`Cannot load "${name}": ${reason}`, { cause: error });
  }
}

function sha256(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

function parseObject(text: string, name: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot load "${name}": it is no JSON`, { cause: error });
  }
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
