import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createSocketDirectory,
  removeSocketDirectory,
  socketDirectoryCandidates,
} from "../../../provider-bridge/plugin/socket-directory";

function failWith(code: string): (prefix: string) => string {
  return () => {
    throw Object.assign(new Error(`${code}: mkdtemp`), { code });
  };
}

describe("createSocketDirectory", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "sd-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("makes a directory that only this user can enter, and removes it again", () => {
    const place = createSocketDirectory({ required: undefined, candidates: [`${root}/`], processId: 42 });
    expect(place.directory.startsWith(`${root}/terraform-plugin-42-`)).toBe(true);
    expect(place.socketPath).toBe(`${place.directory}/s`);
    expect(statSync(place.directory).mode & 0o777).toBe(0o700);
    writeFileSync(place.socketPath, "");
    removeSocketDirectory(place);
    expect(existsSync(place.directory)).toBe(false);
    expect(() => removeSocketDirectory(place)).not.toThrow();
  });

  it("goes on to the next place when one is too long, missing or no directory", () => {
    writeFileSync(join(root, "file"), "");
    const place = createSocketDirectory({
      required: undefined,
      candidates: [`${root}/${"long/".repeat(20)}`, `${root}/missing`, `${root}/file`, root],
      processId: 1,
    });
    expect(place.directory.startsWith(`${root}/terraform-plugin-1-`)).toBe(true);
    expect(Buffer.byteLength(place.socketPath)).toBeLessThanOrEqual(100);
    removeSocketDirectory(place);
  });

  it("counts bytes, not characters", () => {
    const tooLong = `/${"ü".repeat(40)}`;
    const attempt = () => createSocketDirectory({ required: tooLong, candidates: [], processId: 1 });
    expect(attempt).toThrow(/too long for a socket path/);
  });

  it.each([
    ["EROFS", "read-only file system (EROFS)"],
    ["ENOSPC", "no space left on the device (ENOSPC)"],
    ["EACCES", "no permission (EACCES)"],
    ["EWEIRD", "EWEIRD: mkdtemp"],
  ])("says what to do when every place fails with %s", (code, reason) => {
    const attempt = () =>
      createSocketDirectory({
        required: undefined,
        candidates: ["/one", "/two", "/one"],
        processId: 1,
        makeDirectory: failWith(code),
      });
    expect(attempt).toThrow(
      "Cannot create a socket for the provider: set TMPDIR to a short path of a directory that can be written and has " +
        `space left (tried "/one": ${reason}; "/two": ${reason})`,
    );
  });

  it("tries nothing else when the host insists on a directory", () => {
    const attempt = () => createSocketDirectory({ required: `${root}/missing`, candidates: [root], processId: 1 });
    expect(attempt).toThrow(/set PLUGIN_UNIX_SOCKET_DIR to .*missing": no such directory \(ENOENT\)/);
  });
});

describe("socketDirectoryCandidates", () => {
  it("begins with what the user set and ends with what every Linux has", () => {
    expect(socketDirectoryCandidates({ TMPDIR: "/a", TMP: "b", TEMP: "", XDG_RUNTIME_DIR: "/run/u" })).toEqual([
      "/a",
      "/tmp",
      "/run/u",
      "/dev/shm",
    ]);
  });
});
