import { createLogger, type Logger } from "../../../provider-bridge/plugin/log";
import type { LogLevel } from "../../../provider-bridge/plugin/log-level";
import { createRedactor } from "../../../provider-bridge/plugin/redact";

function capture(level: LogLevel = "trace"): { logger: Logger; lines: string[]; last: () => Record<string, unknown> } {
  const lines: string[] = [];
  const redactor = createRedactor();
  redactor.add("hunter2-secret", "4711471147");
  const logger = createLogger({
    level,
    redactor,
    write: (line) => void lines.push(line),
    nowMs: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6),
    fields: { "@module": "provider", provider: "example/tiny" },
  });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? "null") };
}

describe("createLogger", () => {
  it("writes a line as Terraform parses it", () => {
    const { logger, lines } = capture();
    logger.info("Hello", { count: 3 });
    expect(lines).toEqual([
      '{"@level":"info","@timestamp":"2026-01-02T03:04:05.006000Z","@module":"provider","@message":"Hello",' +
        '"provider":"example/tiny","count":3}\n',
    ]);
  });

  it("writes only what the level lets through", () => {
    const { logger, lines } = capture("warn");
    logger.trace("no");
    logger.debug("no");
    logger.info("no");
    logger.warn("yes");
    logger.error("yes");
    expect(lines).toHaveLength(2);
    expect(logger.isEnabled("info")).toBe(false);
    expect(logger.isEnabled("warn")).toBe(true);
    const off = capture("off");
    off.logger.error("no");
    expect(off.lines).toEqual([]);
    expect(off.logger.isEnabled("error")).toBe(false);
    expect(off.logger.isEnabled("off")).toBe(false);
  });

  it("does not look at fields of a line that is not written", () => {
    const { logger } = capture("error");
    const fields = {
      get expensive(): string {
        throw new Error("looked at");
      },
    };
    expect(() => logger.debug("no", fields)).not.toThrow();
  });

  it("adds the fields of its parents", () => {
    const { logger, last } = capture();
    logger.child({ a: 1, b: 1 }).child({ b: 2, "@module": "provider.child" }).info("x", { c: 3 });
    expect(last()).toMatchObject({ "@module": "provider.child", provider: "example/tiny", a: 1, b: 2, c: 3 });
  });

  it("keeps message, level and timestamp strings, whatever the fields are called", () => {
    const { logger, last } = capture();
    logger.info("Hello", { "@message": 5, "@level": {}, "@timestamp": null, "@module": 7, "@@x": 1 });
    expect(last()).toMatchObject({ "@message": "Hello", "@level": "info", "@module": "provider", message: 5, x: 1 });
    expect(last()["@timestamp"]).toBe("2026-01-02T03:04:05.006000Z");
  });

  it("makes a string of a message that is none", () => {
    const { logger, last } = capture();
    for (const message of [5, null, undefined, { a: 1 }, ["x"]]) {
      Reflect.apply(logger.info, logger, [message]);
      expect(typeof last()["@message"]).toBe("string");
    }
  });

  it("stays on one line", () => {
    const { logger, lines } = capture();
    logger.info("a\nb\r\nc\u2028d", { text: "x\ny" });
    expect(lines[0]?.slice(0, -1)).not.toMatch(/[\r\n]/);
  });

  it("redacts by value in messages, fields, keys, lists and numbers, and by name", () => {
    const { logger, lines } = capture();
    logger.info("token hunter2-secret", {
      note: "it is hunter2-secret",
      list: [{ deep: "hunter2-secret" }],
      "hunter2-secret": 1,
      pin: 4711471147,
      apiToken: "visible?",
      client_key: { nested: "visible?" },
      user_data: "visible?",
      password: 12345,
    });
    expect(lines.join("")).not.toMatch(/hunter2-secret|4711471147|visible|12345/);
    const plain = capture();
    plain.logger.info("x", { has_token: true, secret: null, key: "name" });
    expect(plain.last()).toMatchObject({ has_token: true, secret: null, key: "name" });
  });

  it("turns anything into JSON", () => {
    const { logger, last } = capture();
    const cycle: Record<string, unknown> = { name: "c" };
    cycle["self"] = cycle;
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ inner }), "bottom");
    const hostile = {
      get bad(): string {
        throw new Error("do not look: hunter2-secret");
      },
    };
    logger.info("x", {
      big: 10n,
      nan: Number.NaN,
      nothing: undefined,
      fn: () => {},
      symbol: Symbol("s"),
      date: new Date(0),
      badDate: new Date(Number.NaN),
      bytes: Buffer.from("hello"),
      error: new RangeError("hunter2-secret is out"),
      cycle,
      deep,
      hostile,
      surrogate: "\ud800",
    });
    expect(last()).toMatchObject({
      big: "10",
      nan: "NaN",
      nothing: "(undefined)",
      fn: "(function)",
      bytes: "(5 bytes)",
      badDate: "Invalid Date",
      cycle: { name: "c", self: "(cycle)" },
      hostile: "(unreadable: Error: do not look: (redacted))",
    });
    expect(last()["error"]).toMatch(/^RangeError: \(redacted\) is out\n {4}at /);
    expect(JSON.stringify(last()["deep"])).toContain("too deep");
  });

  it.each([
    ["a long message", "x".repeat(300_000), {}],
    ["a long field", "m", { text: "ü".repeat(300_000) }],
    ["control characters, six bytes each", "\u0001".repeat(60_000), { a: "\u0001".repeat(60_000) }],
    [
      "many fields",
      "m",
      Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, "v".repeat(50)])),
    ],
    ["long keys", "m", { ["k".repeat(200_000)]: 1 }],
    ["long lists", "m", { list: Array.from({ length: 200_000 }, (_, index) => index) }],
    [
      "wide and deep",
      "m",
      Object.fromEntries(
        Array.from({ length: 30 }, (_, a) => [a, Array.from({ length: 30 }, () => Array(30).fill("x".repeat(600)))]),
      ),
    ],
  ])("cuts a line with %s to what Terraform parses, and says so", (_name, message, fields) => {
    const { logger, lines, last } = capture();
    logger.info(message, fields);
    expect(lines).toHaveLength(1);
    expect(Buffer.byteLength(lines[0] ?? "")).toBeLessThanOrEqual(65_000);
    expect(lines[0]?.endsWith("}\n")).toBe(true);
    expect(JSON.stringify(last())).toMatch(/log_truncated|more characters|more/);
    expect(last()["@level"]).toBe("info");
  });

  it("redacts before it cuts", () => {
    const { logger, lines } = capture();
    logger.info(`${"x".repeat(59_995)}hunter2-secret`);
    expect(lines[0]).not.toContain("hunte");
  });
});
