import { DiskStore } from "../../../sandbox/world";
import { parseSaved, restoreDisks, saveWorld } from "../../../sandbox/world/save";
import { makeWorld, temporaryDirectory } from "./worlds";

test("a world saved twice is saved alike, and loads into the same", () => {
  const world = makeWorld();
  const id = world.disks.create(1);
  world.disks.open(id).write(5_000_000, Buffer.from("bytes"));
  const text = saveWorld(world);
  expect(saveWorld(world)).toBe(text);
  const saved = parseSaved(text, "test");
  expect(saved.state).toEqual(world.state);
  const disks = new DiskStore(temporaryDirectory());
  restoreDisks(saved, disks);
  expect(disks.open(id).read(5_000_000, 5).toString()).toBe("bytes");
  expect(disks.open(id).sizeBytes).toBe(1024 ** 3);
  // A new disk gets a key of its own.
  expect(disks.create(1)).not.toBe(id);
});
