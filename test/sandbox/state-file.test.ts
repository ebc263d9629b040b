/** Who may keep a world in a file, and what becomes of the file. */
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeStateFile } from "../../sandbox/state-file";
import { testIf } from "../support/availability";
import { temporaryDirectory } from "./world/worlds";

const isLinux = process.platform === "linux";

test("is written whole, for its user alone, again and again", async () => {
  const folder = temporaryDirectory();
  const path = join(folder, "state.json");
  writeFileSync(`${path}.new`, "half of what somebody wrote who was ki");
  const file = await takeStateFile(path);
  expect(file.saved).toBeUndefined();
  file.save("one");
  file.save("two");
  await file.release();
  expect(readdirSync(folder)).toEqual(["state.json"]);
  expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["two", 0o600]);
});

testIf(
  isLinux,
  "only Linux has names for sockets without files",
  "is one sandbox's at a time, by any name",
  async () => {
    const folder = temporaryDirectory();
    const path = join(folder, "state.json");
    const first = await takeStateFile(path);
    await expect(takeStateFile(`${folder}/../${folder.split("/").at(-1)}/state.json`)).rejects.toThrow(
      "another sandbox that runs keeps its own there; choose another file",
    );
    await (await takeStateFile(join(folder, "other.json"))).release();
    await first.release();
    await (await takeStateFile(path)).release();
  },
);

test("that is a link is written where it leads to", async () => {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, "there"));
  const there = join(folder, "there", "state.json");
  const here = join(folder, "state.json");
  writeFileSync(there, '{"format":"hephaestus-sandbox","version":99}');
  symlinkSync(there, here);
  await expect(takeStateFile(here)).rejects.toThrow(`Cannot load "${here}": it is of version 99`);
  // What was refused is not held.
  writeFileSync(there, "");
  await expect(takeStateFile(here)).rejects.toThrow("it is no JSON");
});

test.each([
  ["a folder", "", "it is no file"],
  ["in no folder", "no/such/state.json", "no folder that can be written to"],
])("%s is none", async (_what, name, word) => {
  await expect(takeStateFile(join(temporaryDirectory(), name))).rejects.toThrow(word);
});
