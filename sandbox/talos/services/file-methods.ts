/** Read, List, Copy, DiskUsage over the files that a machine shows. */
import { posix } from "node:path";
import { gzipSync } from "node:zlib";
import { GrpcStatus } from "../../../wire/grpc/status";
import { TalosStatus } from "../grpc";
import type { TalosMachine } from "../machine/machine";
import type { MachineHandlers, ServiceContext } from "./context";
import { tarArchive } from "./tar-archive";
import { virtualFiles } from "./virtual-files";

/** Facts §2.9. */
const chunkBytes = 1024;
const [fileMode, directoryMode] = [0o100600, 0o40755];

/** The four methods. */
export function fileHandlers({ machine }: ServiceContext): MachineHandlers {
  return {
    async *Read({ path }) {
      const content = path.startsWith("/") ? virtualFiles(machine).get(posix.normalize(path)) : undefined;
      const isDirectory = path.startsWith("/") && entriesBelow(machine, posix.normalize(path)).length > 0;
      if (content === undefined && isDirectory) {
        throw new TalosStatus(GrpcStatus.UNKNOWN, "path must be a regular file");
      }
      if (content === undefined) throw new TalosStatus(GrpcStatus.NOT_FOUND, `stat ${path}: no such file or directory`);
      yield* chunks(Buffer.from(content, "utf8"));
    },
    async *List({ root, recurse, recursionDepth }) {
      const start = posix.normalize(root === "" ? "/" : root);
      const depth = recurse ? (recursionDepth > 0 ? recursionDepth : Number.POSITIVE_INFINITY) : 1;
      const found = entriesBelow(machine, start).filter((entry) => depthOf(start, entry.path) <= depth);
      if (found.length === 0) {
        yield { name: start, error: `lstat ${start}: no such file or directory` };
        return;
      }
      for (const { path, size } of found) {
        const isDir = size === undefined;
        yield {
          name: path,
          relativeName: posix.relative(start, path) || ".",
          size: BigInt(size ?? 0),
          mode: isDir ? directoryMode : fileMode,
          modified: BigInt(Math.floor(machine.bootedMs / 1000)),
          isDir,
        };
      }
    },
    async *Copy({ rootPath }) {
      const root = posix.normalize(rootPath);
      const wanted = [...virtualFiles(machine)].filter(([path]) => path === root || path.startsWith(`${root}/`));
      if (wanted.length === 0) throw new TalosStatus(GrpcStatus.UNKNOWN, `stat ${root}: no such file or directory`);
      const entries = wanted.map(([path, content]) => ({
        path: path === root ? posix.basename(path) : posix.relative(root, path),
        mode: 0o600,
        modifiedMs: machine.bootedMs,
        content: Buffer.from(content, "utf8"),
      }));
      yield* chunks(gzipSync(tarArchive(entries)));
    },
    async *DiskUsage({ paths }) {
      for (const path of paths.length === 0 ? ["/"] : paths) {
        const root = posix.normalize(path);
        const size = entriesBelow(machine, root).reduce((sum, entry) => sum + (entry.size ?? 0), 0);
        yield { name: root, relativeName: ".", size: BigInt(size) };
      }
    },
  };
}

interface Entry {
  readonly path: string;
  /** Undefined: a directory. */
  readonly size: number | undefined;
}

/** Files and the directories that they make, from a root on. */
function entriesBelow(machine: TalosMachine, root: string): Entry[] {
  const found = new Map<string, number | undefined>();
  for (const [path, content] of virtualFiles(machine)) {
    if (path !== root && !path.startsWith(root === "/" ? "/" : `${root}/`)) continue;
    found.set(path, Buffer.byteLength(content));
    for (let up = posix.dirname(path); up.length >= root.length && up !== path; up = posix.dirname(up)) {
      found.set(up, undefined);
      if (up === root) break;
    }
  }
  return [...found].map(([path, size]) => ({ path, size })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function depthOf(root: string, path: string): number {
  const relative = posix.relative(root, path);
  return relative === "" ? 0 : relative.split("/").length;
}

function* chunks(bytes: Buffer): Generator<{ bytes: Uint8Array }> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield { bytes: bytes.subarray(at, at + chunkBytes) };
}
