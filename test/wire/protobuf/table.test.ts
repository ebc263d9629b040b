import { MessageSet } from "../../../wire/protobuf";
import { sampleInterface, sampleTable } from "./sample";

interface Messages {
  A: object;
  B: object;
  Missing: object;
}

test("the generator writes tables with every kind of field", () => {
  const table = sampleTable("Everything");
  expect(table).toContain("1 aDouble double;2 aFloat float;3 anInt32 int32;");
  expect(table).toContain("18 packed int32[];19 unpacked int64[!];20 texts string[];21 children Everything[]");
  expect(table).toContain("24 byName map<string,Everything>;25 byNumber map<int64,string>;26 byFlag map<bool,bytes>");
  expect(table).toContain("27 choiceText string|choice;28 choiceNumber int64|choice");
  expect(table).toContain("30 maybe int32?;31 maybeText string?;536870911 maybeBool bool?");
});

test("the generator writes interfaces that say what may be missing", () => {
  const text = sampleInterface("Everything");
  expect(text).toContain("  readonly anInt64: bigint;");
  expect(text).toContain("  readonly nested: Everything | undefined;");
  expect(text).toContain("  readonly maybe: number | undefined;");
  expect(text).toContain("  readonly choiceText: string | undefined;");
  expect(text).toContain("  readonly byName: ReadonlyMap<string, Everything>;");
  expect(text).toContain("  readonly children: readonly Everything[];");
});

test.each(["1 a", "x a string", "1 a string[x]", "1 a map<Nothing,string>", "1 a string;;2 b string"])(
  'the table "%s" is refused',
  (table) => {
    const set = new MessageSet<Messages>("bad", { A: table });
    expect(() => set.decode("A", Buffer.alloc(0))).toThrow(/Cannot read the table of bad\.A/);
  },
);

test("a message that no table has is named", () => {
  const set = new MessageSet<Messages>("bad", { A: "1 b Missing" });
  expect(() => set.decode("A", Buffer.from([0x0a, 0x00]))).toThrow(/Cannot find the message "Missing" in bad/);
  expect(() => set.decode("B", Buffer.alloc(0))).toThrow(ReferenceError);
});

test("messages of another package are found by their full names", () => {
  const time = new MessageSet<{ T: object }>("other.time", { T: "1 seconds int64" });
  const set = new MessageSet<Messages>("own", { A: "1 at other.time.T" }, [time]);
  expect(set.decode("A", set.encode("A", { at: { seconds: 5n } }))).toEqual({ at: { seconds: 5n } });
});
