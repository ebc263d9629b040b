import { PrivateData } from "../../../../provider-bridge/framework/engine/private-data";
import { bytes, NO_BYTES, text } from "../../../support/served";
import { collectingLog } from "../../../support/silent-log";

const { log, lines } = collectingLog();
const read = (content: string) => new PrivateData(bytes(content), log);

beforeEach(() => {
  lines.length = 0;
});

it("keeps JSON of every kind, and takes nothing for nothing", () => {
  const data = new PrivateData(NO_BYTES, log);
  expect(text(data.bytes())).toBe("");
  for (const [index, value] of [null, true, 1.5, "é\u0000", [1, [2]], { a: { b: null } }].entries())
    data.set(`k${index}`, value);
  const again = read(text(data.bytes()));
  expect(again.get("k5")).toEqual({ a: { b: null } });
  expect(again.get("k3")).toBe("é\u0000");
  expect(again.get("k9")).toBeUndefined();
  expect(text(again.bytes())).toBe(text(data.bytes()));
  for (let index = 0; index < 6; index += 1) again.delete(`k${index}`);
  expect(text(again.bytes())).toBe("");
  expect(lines).toEqual([]);
});

it("gives back the very bytes where nothing changed, and reads nothing that nobody asks for", () => {
  const given = bytes('{ "k": 1 }');
  const data = new PrivateData(given, log);
  expect(data.bytes()).toBe(given);
  expect(data.takeImported()).toBe(false);
  data.delete("other");
  expect(data.get("k")).toBe(1);
  expect(data.bytes()).toBe(given);
  data.delete("k");
  expect(text(data.bytes())).toBe("");
  const unreadable = bytes("nothing");
  expect(new PrivateData(unreadable, log).bytes()).toBe(unreadable);
  expect(lines).toEqual([]);
});

it("keeps a copy: what the author changes later is not stored", () => {
  const data = new PrivateData(NO_BYTES, log);
  const list = ["a"];
  data.set("k", list);
  list.push("b");
  expect(data.get("k")).toEqual(["a"]);
});

it("takes hostile keys as keys", () => {
  const data = read('{"__proto__":{"polluted":true},"constructor":1}');
  expect(data.get("__proto__")).toEqual({ polluted: true });
  expect(data.get("toString")).toBeUndefined();
  expect(text(data.bytes())).toBe('{"__proto__":{"polluted":true},"constructor":1}');
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

it("keeps the framework's keys from authors", () => {
  const data = new PrivateData(NO_BYTES, log);
  expect(() => data.set(".import_before_read", true)).toThrow(RangeError);
  expect(() => data.get(".x")).toThrow('keys starting with "." belong to the framework');
  expect(() => data.delete(".x")).toThrow(RangeError);
});

it.each([
  ["undefined", undefined],
  ["a function", () => 1],
  ["a symbol", Symbol("x")],
])("refuses %s, which is no JSON", (_what, value) => {
  const data = new PrivateData(NO_BYTES, log);
  expect(() => Reflect.apply(data.set, data, ["k", value])).toThrow(TypeError);
  expect(() => Reflect.apply(data.set, data, ["k", 1n])).toThrow(TypeError);
});

it("counts what cannot be read as empty, and says so in the log without showing it", () => {
  const data = new PrivateData(new Uint8Array([0x7b, 0xff, 0x7d]), log);
  expect(data.get("a")).toBeUndefined();
  expect(text(data.bytes())).toBe("");
  expect(lines).toEqual([{ level: "warn", message: expect.stringContaining("counts as empty") }]);
});
