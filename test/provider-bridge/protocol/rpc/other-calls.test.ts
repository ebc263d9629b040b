import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import { decodeMsgpack, encodeMsgpack } from "../../../../provider-bridge/protocol/values";
import { call, THING, thing, wired } from "../stub-server";

const warning = { severity: "warning", summary: "S", detail: "D" } as const;

test("the calls that check are answered with diagnostics alone", async () => {
  const seen: unknown[] = [];
  const check = async (request: unknown) => {
    seen.push(request);
    return [warning];
  };
  const config = wired(thing("a"));
  const answers = [
    await call({ validateProviderConfig: check }, "ValidateProviderConfig", { config }),
    await call({ validateResourceConfig: check }, "ValidateResourceConfig", {
      typeName: "stub_a",
      config,
      clientCapabilities: { writeOnlyAttributesAllowed: true },
    }),
    await call({ validateResourceConfig: check }, "ValidateResourceConfig", { typeName: "stub_a", config }),
    await call({ validateDataResourceConfig: check }, "ValidateDataResourceConfig", { typeName: "stub_b", config }),
    await call({ validateEphemeralResourceConfig: check }, "ValidateEphemeralResourceConfig", {
      typeName: "stub_c",
      config: { msgpack: encodeMsgpack(UNKNOWN, THING) },
    }),
    await call({ configureProvider: check }, "ConfigureProvider", { config, terraformVersion: "1.11.4" }),
    await call({ closeEphemeralResource: check }, "CloseEphemeralResource", {
      typeName: "stub_c",
      private: Buffer.from("p"),
    }),
  ];
  for (const answer of answers) expect(answer.diagnostics).toMatchObject([{ severity: 2, summary: "S", detail: "D" }]);
  expect(seen).toEqual([
    { config: thing("a") },
    { typeName: "stub_a", config: thing("a"), writeOnlyAttributesAllowed: true },
    { typeName: "stub_a", config: thing("a"), writeOnlyAttributesAllowed: false },
    { typeName: "stub_b", config: thing("a") },
    { typeName: "stub_c", config: UNKNOWN },
    { config: thing("a"), terraformVersion: "1.11.4" },
    { typeName: "stub_c", privateBytes: Buffer.from("p") },
  ]);
});

test("ReadDataSource: what was read, or nothing", async () => {
  const answer = await call(
    { readDataSource: async ({ config }) => ({ state: config, diagnostics: [] }) },
    "ReadDataSource",
    { typeName: "stub_a", config: wired(thing("a")) },
  );
  expect(decodeMsgpack(answer.state?.msgpack ?? Buffer.alloc(0), THING)).toEqual(thing("a"));
  const none = await call(
    { readDataSource: async () => ({ state: undefined, diagnostics: [warning] }) },
    "ReadDataSource",
    { typeName: "stub_a" },
  );
  expect(none).toMatchObject({ state: undefined, diagnostics: [{ summary: "S" }] });
});

test("ephemeral resources: when to renew is told to the millisecond, or never", async () => {
  const renewAt = new Date("2026-03-04T05:06:07.089Z");
  const opened = await call(
    {
      openEphemeralResource: async ({ config }) => ({
        result: config,
        renewAt,
        privateBytes: Buffer.from("p"),
        diagnostics: [],
      }),
    },
    "OpenEphemeralResource",
    { typeName: "stub_a", config: wired(thing("a")) },
  );
  expect(opened.renewAt).toEqual({ seconds: BigInt(Math.floor(renewAt.getTime() / 1000)), nanos: 89_000_000 });
  expect(opened.private).toEqual(Buffer.from("p"));
  const before1970 = new Date(-1);
  const renewed = await call(
    { renewEphemeralResource: async ({ privateBytes }) => ({ renewAt: before1970, privateBytes, diagnostics: [] }) },
    "RenewEphemeralResource",
    { typeName: "stub_a", private: Buffer.from("q") },
  );
  expect(renewed).toMatchObject({ renewAt: { seconds: -1n, nanos: 999_000_000 }, private: Buffer.from("q") });
  const never = await call(
    { renewEphemeralResource: async ({ privateBytes }) => ({ renewAt: undefined, privateBytes, diagnostics: [] }) },
    "RenewEphemeralResource",
    { typeName: "stub_a" },
  );
  expect(never.renewAt).toBeUndefined();
});

describe("CallFunction", () => {
  const text = (value: string | null) => ({ msgpack: encodeMsgpack(value, "string") });
  const number = { msgpack: encodeMsgpack(5, "number") };
  const list = { msgpack: encodeMsgpack(["x"], { kind: "list", element: "string" }) };

  test("arguments are read by their parameters, an empty message is null", async () => {
    const seen: unknown[] = [];
    const answer = await call(
      {
        callFunction: async (request) => {
          seen.push(request);
          return { result: 7 };
        },
      },
      "CallFunction",
      { name: "measure", arguments: [{}, number, list, list] },
    );
    expect(seen).toEqual([{ name: "measure", arguments: [null, 5, ["x"], ["x"]] }]);
    expect(answer).toMatchObject({ error: undefined, result: { msgpack: Buffer.from([7]) } });
  });

  test.each([
    [{ name: "measure", arguments: [text("a")] }, /argument is missing/, 1n],
    [{ name: "measure", arguments: [text("a"), text("b")] }, /a value that Terraform sent/, undefined],
    [{ name: "unknown", arguments: [] }, /There is no "unknown"/, undefined],
  ])("a call that does not fit is told as a function error", async (request, message, functionArgument) => {
    const answer = await call({}, "CallFunction", request);
    expect(answer.error).toMatchObject({ functionArgument });
    expect(answer.error?.text).toMatch(message);
  });

  test("what the author says is wrong keeps its argument, a result of another type is a bug", async () => {
    const request = { name: "measure", arguments: [text("a"), number] };
    const said = await call(
      { callFunction: async () => ({ error: { text: "No.", argument: 0 } }) },
      "CallFunction",
      request,
    );
    expect(said.error).toEqual({ text: "No.", functionArgument: 0n });
    const bug = await call({ callFunction: async () => ({ result: "many" }) }, "CallFunction", request);
    expect(bug.error?.text).toMatch(/a number is required.*bug of the provider/);
  });
});
