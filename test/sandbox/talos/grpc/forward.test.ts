import * as grpc from "@grpc/grpc-js";
import { type Answering, type Forwarder, serviceMethods } from "../../../../sandbox/talos/grpc";
import { common } from "../../../../wire/talos/generated/common";
import { MachineService, machine } from "../../../../wire/talos/generated/machine";
import { asIs, handlers, logs, PlayedApi, path } from "./played-api";

const api = new PlayedApi();
beforeAll(() => api.makeKeys());
beforeEach(() => api.open());
afterEach(() => api.close());

const other: Answering = {
  methods: new Map(
    serviceMethods(machine, MachineService, {
      ...handlers,
      Version: (_request, { peer }) => ({ messages: [{ version: { tag: peer.roles.join() } }] }),
    }).map((method) => [method.path, method]),
  ),
  before: () => undefined,
  forwarder: undefined,
};

const forwarder = (isAble: boolean): Forwarder => ({
  isAble,
  isOwn: (target) => target === "10.0.0.1",
  find: (target) => (target === "10.0.0.2" || target === "10.0.0.1" ? other : undefined),
});

function call(method: string, metadata: Record<string, string[]>, request = Buffer.alloc(0)): Promise<Buffer> {
  const sent = new grpc.Metadata();
  for (const [key, values] of Object.entries(metadata)) for (const value of values) sent.add(key, value);
  return new Promise((resolve, reject) => {
    const client = api.dial();
    client.makeUnaryRequest(path(method), asIs, asIs, request, sent, {}, (error, value) =>
      error === null ? resolve(value ?? Buffer.alloc(0)) : reject(error),
    );
  });
}

const tags = (reply: Buffer) =>
  machine
    .decode("VersionResponse", reply)
    .messages.map(({ metadata, version }) => [metadata?.hostname, version?.tag ?? metadata?.error]);

describe("calls for other machines", () => {
  it("go to one machine, with the caller's roles and the answer left as it is", async () => {
    api.listener.replace(api.endpoint({ forwarder: forwarder(true) }));
    expect(tags(await call("Version", {}))).toEqual([[undefined, "v1.13.9"]]);
    expect(tags(await call("Version", { node: ["10.0.0.2"] }))).toEqual([[undefined, "os:admin,os:reader"]]);
    expect(tags(await call("Version", { node: ["10.0.0.2"], proxyfrom: ["x"] }))).toEqual([[undefined, "v1.13.9"]]);
    await expect(call("Version", { node: ["10.0.0.9"] })).rejects.toMatchObject({ code: 14 });
    await expect(call("Version", { node: ["10.0.0.1", "10.0.0.2"] })).rejects.toMatchObject({ code: 3 });
    await expect(call("Hostname", { node: ["10.0.0.2"] })).rejects.toMatchObject({ code: 9, details: "not yet" });
  });

  it("go to several, whose answers are signed, failures among them", async () => {
    api.listener.replace(api.endpoint({ forwarder: forwarder(true) }));
    const found = tags(await call("Version", { nodes: ["10.0.0.2", "10.0.0.9"] }));
    expect(found[0]).toEqual(["10.0.0.2", "os:admin,os:reader"]);
    expect(found[1]?.[0]).toBe("10.0.0.9");
    expect(found[1]?.[1]).toMatch(/^rpc error: code = Unavailable desc = connection error/);
    const sent = new grpc.Metadata();
    sent.add("nodes", "10.0.0.2");
    sent.add("nodes", "10.0.0.9");
    const stream = api
      .dial()
      .makeServerStreamRequest(path("Logs"), asIs, asIs, logs({ id: "etcd", tailLines: 2 }), sent);
    const lines: string[] = [];
    for await (const chunk of stream) {
      const { metadata, bytes } = common.decode("Data", chunk);
      lines.push(`${metadata?.hostname} ${metadata?.error === "" ? bytes : "failed"}`);
    }
    expect(lines.sort()).toEqual(["10.0.0.2 etcd 0\n", "10.0.0.2 etcd 1\n", "10.0.0.9 failed"]);
  });

  it("are refused by workers, but for their own addresses; COSI goes to one machine only", async () => {
    api.listener.replace(api.endpoint({ forwarder: forwarder(false) }));
    await expect(call("Version", { node: ["10.0.0.2"] })).rejects.toMatchObject({
      code: 7,
      details: "no request forwarding",
    });
    await expect(call("Version", { nodes: ["10.0.0.2"] })).rejects.toMatchObject({ code: 7 });
    expect(tags(await call("Version", { nodes: ["10.0.0.1"] }))).toEqual([[undefined, "v1.13.9"]]);
  });

  it("are nobody's in maintenance", async () => {
    api.listener.replace(api.endpoint({ forwarder: forwarder(true), clientAuthoritiesPem: undefined }));
    expect(tags(await call("Version", { node: ["10.0.0.2"] }))).toEqual([[undefined, "v1.13.9"]]);
  });
});
