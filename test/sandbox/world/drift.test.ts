import { drift, parseDrift } from "../../../sandbox/world/drift";
import { removeThing } from "../../../sandbox/world/removal";
import { makeWorld } from "./worlds";

test("a change is of the same kind or it is refused, and then nothing has changed", () => {
  const world = makeWorld();
  const [first] = world.state.images.keys();
  const id = first ?? 0;
  drift(world, { op: "change", type: "image", id, set: { labels: { a: "b" }, deprecatedMs: 1 } });
  expect(world.state.images.get(id)).toMatchObject({ labels: { a: "b" }, deprecatedMs: 1 });
  for (const set of [{ labels: [] }, { id: 5 }, { name: 5 }, { nothing: 1 }, { labels: {}, protection: "x" }]) {
    expect(() => drift(world, { op: "change", type: "image", id, set })).toThrow(TypeError);
  }
  expect(world.state.images.get(id)?.labels).toEqual({ a: "b" });
});

test("what is not there cannot drift", () => {
  const world = makeWorld();
  expect(() => drift(world, { op: "delete", type: "server", id: 1 })).toThrow('there is no server "1"');
  expect(() => drift(world, { op: "delete", type: "toString", id: 1 })).toThrow(RangeError);
  expect(removeThing(world, "volumes", 1)).toBe(false);
});

test.each([
  null,
  [],
  "x",
  {},
  { op: "delete" },
  { op: "delete", type: "server" },
  { op: "power", id: 1 },
  { op: "change", type: "server", id: 1 },
])("%j is no drift", (value) => expect(() => parseDrift(value)).toThrow(TypeError));
