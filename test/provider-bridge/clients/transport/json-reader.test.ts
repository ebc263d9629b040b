import { JsonReader, jsonBody } from "../../../../provider-bridge/clients/transport";

describe("reading JSON of a peer", () => {
  const reader = new JsonReader(
    { name: "a", size: 1.5, on: true, nothing: null, list: [{ id: 1 }], words: ["x"], labels: { k: "v" }, odd: [1] },
    'GET "/things/1"',
  );

  test("gives what is there", () => {
    expect([reader.text("name"), reader.number("size"), reader.boolean("on")]).toEqual(["a", 1.5, true]);
    expect([reader.textOrNull("nothing"), reader.numberOrNull("missing"), reader.objectOrNull("nothing")]).toEqual([
      null,
      null,
      null,
    ]);
    expect(reader.objects("list").map((item) => item.number("id"))).toEqual([1]);
    expect([reader.objects("missing"), reader.texts("words"), reader.textMap("labels")]).toEqual([
      [],
      ["x"],
      { k: "v" },
    ]);
    expect([reader.items("list").length, reader.items("nothing")]).toEqual([1, []]);
  });

  test.each([
    [() => reader.text("size"), "size is a number where a text should be"],
    [() => reader.number("missing"), "missing is missing where a number should be"],
    [() => reader.boolean("nothing"), "nothing is null where true or false should be"],
    [() => reader.objects("name"), "name is a string where a list should be"],
    [() => reader.items("missing"), "missing is missing where a list should be"],
    [() => reader.texts("odd"), "odd holds a number where a text should be"],
    [() => reader.object("words"), "a list where an object should be"],
    [() => reader.textMap("words"), "words is a list where an object should be"],
  ])("refuses what has another type (%#)", (read, message) => {
    expect(read).toThrow(expect.objectContaining({ code: "malformed", message: expect.stringContaining(message) }));
    expect(read).toThrow('Cannot read the answer to GET "/things/1"');
  });

  test.each(["", "<html>", "[1]", "{"])("a body that is no JSON object is malformed: %j", (body) => {
    expect(() => jsonBody({ status: 200, headers: {}, body }, "GET")).toThrow(
      expect.objectContaining({ code: "malformed" }),
    );
  });
});
