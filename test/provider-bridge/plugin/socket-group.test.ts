import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findGroupId, shareSocketWithGroup } from "../../../provider-bridge/plugin/socket-group";

const groups = "root:x:0:\nusers:x:100:alice,bob\nbroken\nnonumber:x::\n";

describe("findGroupId", () => {
  it.each([
    ["0", 0],
    ["1234", 1234],
    ["root", 0],
    ["users", 100],
    ["user", undefined],
    ["broken", undefined],
    ["nonumber", undefined],
    ["", undefined],
  ])("of %j is %j", (group, id) => {
    expect(findGroupId(group, () => groups)).toBe(id);
  });
});

describe("shareSocketWithGroup", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "sg-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("opens directory and socket to the group, and to nobody else", () => {
    const place = { directory: join(root, "d"), socketPath: join(root, "d", "s") };
    mkdirSync(place.directory, { mode: 0o700 });
    writeFileSync(place.socketPath, "");
    const ownGroup = String(process.getgid?.() ?? 0);
    shareSocketWithGroup(place, ownGroup);
    expect(statSync(place.directory).mode & 0o777).toBe(0o710);
    expect(statSync(place.socketPath).mode & 0o777).toBe(0o660);
    expect(statSync(place.socketPath).gid).toBe(Number(ownGroup));
  });

  it("says what to do when it cannot", () => {
    const place = { directory: join(root, "missing"), socketPath: join(root, "missing", "s") };
    expect(() => shareSocketWithGroup(place, "no-such-group-here")).toThrow(/to a group that exists/);
    expect(() => shareSocketWithGroup(place, "0")).toThrow(/to a group that this user belongs to \(no such directory/);
  });
});
