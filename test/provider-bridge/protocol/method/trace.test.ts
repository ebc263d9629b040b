import { type CallLog, traceCalls } from "../../../../provider-bridge/protocol/method/trace";
import { createMethodTable } from "../../../../provider-bridge/protocol/rpc";
import type { Method } from "../../../../wire/grpc/method";
import { tfplugin6 } from "../../../../wire/tfplugin6/generated/tfplugin6";
import { stubServer } from "../stub-server";

const context = { path: "/x", signal: new AbortController().signal };

type Line = Readonly<Record<string, unknown>>;

function recorder(enabled = true): { readonly log: CallLog; readonly lines: Line[] } {
  const lines: Line[] = [];
  const trace = (message: string, fields: Line) => void lines.push({ message, ...fields });
  return { log: { isEnabled: () => enabled, trace }, lines };
}

/** One method behind the trace, on a clock that goes on by 1.5 ms at each look. */
function traced(name: string, handle: (request: Uint8Array) => Promise<Uint8Array>) {
  const { log, lines } = recorder();
  let now = 0;
  const clock = () => {
    now += 1.5;
    return now;
  };
  const path = `/tfplugin6.Provider/${name}`;
  const method = traceCalls(new Map([[path, { kind: "unary", handle }]]), log, clock).get(path);
  if (method?.kind !== "unary") throw new TypeError("A unary method stays one");
  return { lines, call: (request: Uint8Array) => method.handle(request, context) };
}

test("a call is told when it arrives and when it is answered, with its type, sizes and time, and without values", async () => {
  const request = tfplugin6.encode("ReadResource.Request", {
    typeName: "stub_thing",
    currentState: { msgpack: Buffer.from("secret") },
  });
  let linesAtCall: readonly Line[] = [];
  const { call, lines } = traced("ReadResource", async () => {
    linesAtCall = [...lines];
    return Buffer.from("answer");
  });
  expect(Buffer.from(await call(request)).toString()).toBe("answer");
  const about = { tf_rpc: "ReadResource", tf_req_id: 1, tf_resource_type: "stub_thing", tf_req_bytes: request.length };
  expect(linesAtCall).toEqual([{ message: "Received request", ...about }]);
  expect(lines[1]).toEqual({ message: "Answered request", ...about, tf_req_duration_ms: 1.5, tf_resp_bytes: 6 });
  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain("secret");
});

test("calls are numbered, and one that fails is told to have failed", async () => {
  const { call, lines } = traced("StopProvider", async () => {
    throw new RangeError("No");
  });
  await expect(call(new Uint8Array())).rejects.toThrow("No");
  await expect(call(new Uint8Array())).rejects.toThrow("No");
  expect(lines.map(({ tf_req_id, failed }) => [tf_req_id, failed])).toEqual([
    [1, undefined],
    [1, true],
    [2, undefined],
    [2, true],
  ]);
});

test.each([
  ["ReadDataSource", tfplugin6.encode("ReadDataSource.Request", { typeName: "d" }), { tf_data_source_type: "d" }],
  [
    "ValidateDataResourceConfig",
    tfplugin6.encode("ValidateDataResourceConfig.Request", { typeName: "d" }),
    { tf_data_source_type: "d" },
  ],
  [
    "OpenEphemeralResource",
    tfplugin6.encode("OpenEphemeralResource.Request", { typeName: "e" }),
    { tf_ephemeral_resource_type: "e" },
  ],
  [
    "MoveResourceState",
    tfplugin6.encode("MoveResourceState.Request", { sourceTypeName: "old", targetTypeName: "new" }),
    { tf_resource_type: "new" },
  ],
  ["CallFunction", tfplugin6.encode("CallFunction.Request", { name: "f" }), { tf_function: "f" }],
  ["ConfigureProvider", tfplugin6.encode("ConfigureProvider.Request", { terraformVersion: "1.11.4" }), {}],
  ["ReadResource", Buffer.from([0x0a, 0x05]), {}],
  ["NoSuchRpc", Buffer.from([0x0a, 0x00]), {}],
])("what %s is about is told by its own name", async (name, request, about) => {
  const { call, lines } = traced(name, async () => new Uint8Array());
  await call(request);
  expect(lines[0]).toEqual({
    message: "Received request",
    tf_rpc: name,
    tf_req_id: 1,
    tf_req_bytes: request.length,
    ...about,
  });
});

describe("the table of methods", () => {
  const handleOf = (method: Method | undefined) => method?.handle;
  const prepared = { GetProviderSchema: () => Buffer.from("ready") };

  test("tells of every call at level trace, of refused ones too", async () => {
    const { log, lines } = recorder();
    const table = createMethodTable({ createServer: () => stubServer({}), prepared, log });
    const schema = table.get("/tfplugin6.Provider/GetProviderSchema");
    const list = table.get("/tfplugin6.Provider/ListResource");
    if (schema?.kind !== "unary" || list?.kind !== "streaming") throw new TypeError("Methods keep their kinds");
    expect(Buffer.from(await schema.handle(new Uint8Array(), context)).toString()).toBe("ready");
    expect(() => list.handle((async function* () {})(), context)).toThrow(/does not serve/);
    expect(lines.map(({ message, tf_rpc }) => [message, tf_rpc])).toEqual([
      ["Received request", "GetProviderSchema"],
      ["Answered request", "GetProviderSchema"],
      ["Received request", "ListResource"],
    ]);
  });

  test("is the bare one at any other level", () => {
    const unsupported = (log?: CallLog) =>
      handleOf(
        createMethodTable({ createServer: () => stubServer({}), prepared, ...(log === undefined ? {} : { log }) }).get(
          "/tfplugin6.Provider/ListResource",
        ),
      )?.toString();
    expect(unsupported(recorder(false).log)).toBe(unsupported());
    expect(unsupported(recorder(true).log)).not.toBe(unsupported());
  });
});
