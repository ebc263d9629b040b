import { FaultBook } from "../../../sandbox/world";
import { parseFault } from "../../../sandbox/world/faults";

test("the third POST to /servers answers 429, once", () => {
  const hits: string[] = [];
  const book = new FaultBook((_fault, subject) => hits.push(subject));
  book.add({ door: "hetzner", what: "POST", match: "^/servers$", skip: 2, effect: { status: 429 } });
  const asked = Array.from({ length: 5 }, () => book.take("hetzner", "POST", "/servers")?.["status"]);
  expect(asked).toEqual([undefined, undefined, 429, undefined, undefined]);
  expect(book.take("hetzner", "POST", "/servers/1")).toBeUndefined();
  expect(book.take("hetzner", "GET", "/servers")).toBeUndefined();
  expect(book.list()).toMatchObject([{ seen: 5, hits: 1 }]);
  expect(hits).toEqual(["/servers"]);
});

test("times 0 lasts until removed; a look counts nothing", () => {
  const book = new FaultBook();
  const { id } = book.add({ door: "stock", what: "*", times: 0 });
  for (let index = 0; index < 3; index++) expect(book.peek("stock", "cx23")).toEqual({});
  for (let index = 0; index < 3; index++) expect(book.take("stock", "cx23")).toEqual({});
  expect(book.list()).toMatchObject([{ hits: 3 }]);
  expect([book.remove(id), book.remove(id)]).toEqual([true, false]);
  expect(book.take("stock", "cx23")).toBeUndefined();
});

test("bad faults are refused", () => {
  const book = new FaultBook();
  expect(() => book.add({ door: "a", what: "b", match: "(" })).toThrow(TypeError);
  expect(() => book.add({ door: "a", what: "b", skip: -1 })).toThrow(RangeError);
  expect(() => book.add({ door: "a", what: "b", times: 0.5 })).toThrow(RangeError);
  const good = { door: "stock", what: "b" };
  const wrong = [{ extra: 1 }, { match: 1 }, { skip: "1" }, { times: null }, { effect: [] }, { door: "castle" }];
  for (const bad of [null, 1, [], {}, { door: "stock" }, ...wrong.map((each) => ({ ...good, ...each }))]) {
    expect(() => parseFault(bad)).toThrow(TypeError);
  }
  const whole = { ...good, match: "x", skip: 1, times: 2, effect: {} };
  expect(parseFault(whole)).toEqual(whole);
});
