/** What killed sandboxes leave, and who is spared. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { removeAbandonedFolders } from "../../sandbox/abandoned-folders";
import { temporaryDirectory } from "./world/worlds";

const nowMs = Date.now();
let parent: string;

beforeEach(() => {
  parent = temporaryDirectory();
});

function folder(name: string, ageMs = 0): string {
  const path = join(parent, name);
  mkdirSync(path);
  writeFileSync(join(path, "disk"), "bytes");
  const at = new Date(nowMs - ageMs);
  utimesSync(path, at, at);
  return path;
}

const clean = () => removeAbandonedFolders({ parent, prefix: "box-", socket: "s", nowMs });

/** A process that listens, and is killed: the socket's file stays. */
function killedOwner(path: string): void {
  const script =
    "require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
  const { signal } = spawnSync(process.execPath, ["-e", script, path]);
  expect(signal).toBe("SIGKILL");
}

test("goes as soon as nobody listens in it any more; whose owner lives, stays, however old", async () => {
  killedOwner(join(folder("box-killed"), "s"));
  const living = folder("box-living");
  const owner = createServer((socket) => socket.destroy());
  await new Promise<void>((done) => owner.listen(join(living, "s"), done));
  utimesSync(living, new Date(0), new Date(0));
  await clean();
  expect(readdirSync(parent)).toEqual(["box-living"]);
  await new Promise((done) => owner.close(done));
});

test("without a socket goes when it is old: a young one's owner is just starting", async () => {
  folder("box-oldone", 61_000);
  folder("box-young1", 59_000);
  await clean();
  expect(readdirSync(parent)).toEqual(["box-young1"]);
});

test("is nothing but a folder with such a name", async () => {
  const old = 3_600_000;
  const elsewhere = folder("elsewhere", old);
  folder("box-longer-name", old);
  writeFileSync(join(parent, "box-afile1"), "");
  symlinkSync(elsewhere, join(parent, "box-alink1"));
  await clean();
  expect(readdirSync(parent)).toHaveLength(4);
  expect(readdirSync(elsewhere)).toEqual(["disk"]);
});

test("removed by two at once is removed", async () => {
  for (let index = 0; index < 5; index += 1) killedOwner(join(folder(`box-dead0${index}`), "s"));
  await Promise.all([clean(), clean()]);
  expect(readdirSync(parent)).toEqual([]);
});
