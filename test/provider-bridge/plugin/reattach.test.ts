import { existsSync } from "node:fs";
import { type ReattachServer, reattachEnvironment, serveForReattach } from "../../../provider-bridge/plugin";
import type { Method } from "../../../wire/grpc/method";
import { GrpcStatus } from "../../../wire/grpc/status";
import { connectGrpc, type GrpcClient } from "../../support/grpc-client";

describe("serveForReattach", () => {
  const countListeners = (): number[] =>
    ["SIGINT", "SIGTERM", "SIGHUP", "uncaughtException", "exit"].map((event) => process.listenerCount(event));
  const listenersBefore = countListeners();
  let server: ReattachServer;
  let client: GrpcClient;
  const echo: Method = { kind: "unary", handle: async (request) => request };
  const leak: Method = {
    kind: "unary",
    handle: async () => {
      throw new Error("the token is very-secret-token");
    },
  };
  beforeAll(async () => {
    server = await serveForReattach({
      providerAddress: "example/tiny",
      methods: ({ redactor }) => {
        redactor.add("very-secret-token");
        return new Map([
          ["/tiny.Tiny/Echo", echo],
          ["/tiny.Tiny/Leak", leak],
        ]);
      },
    });
    client = await connectGrpc({ address: server.reattachConfig.Addr.String });
  });
  afterAll(() => {
    client.close();
    server.close();
  });

  it("describes itself as Terraform reads it", () => {
    expect(JSON.parse(server.environmentValue)).toEqual({
      "example/tiny": {
        Protocol: "grpc",
        ProtocolVersion: 6,
        Pid: process.pid,
        Test: true,
        Addr: { Network: "unix", String: server.reattachConfig.Addr.String },
      },
    });
    expect(JSON.parse(reattachEnvironment({ a: server.reattachConfig, b: server.reattachConfig }))).toHaveProperty("b");
  });

  it("serves without TLS, and Shutdown ends nothing", async () => {
    const shutdown = await client.call("/plugin.GRPCController/Shutdown", new Uint8Array(0));
    expect(shutdown.status).toBe(GrpcStatus.OK);
    const other = await connectGrpc({ address: server.reattachConfig.Addr.String });
    expect((await other.call("/tiny.Tiny/Echo", Buffer.from("x"))).messages.map(String)).toEqual(["x"]);
    other.close();
  });

  it("does not tell secrets to its caller", async () => {
    const result = await client.call("/tiny.Tiny/Leak", new Uint8Array(0));
    expect(result.status).toBe(GrpcStatus.UNKNOWN);
    expect(result.statusMessage).toBe("the token is (redacted)");
  });

  it("removes its socket and ends connections when it is closed", async () => {
    const short = await serveForReattach({ providerAddress: "example/short", methods: new Map() });
    const connected = await connectGrpc({ address: short.reattachConfig.Addr.String });
    const closed = new Promise((resolve) => connected.session.once("close", resolve));
    short.close();
    await closed;
    expect(existsSync(short.reattachConfig.Addr.String)).toBe(false);
  });

  it("leaves the process's signals and exceptions alone", () => {
    expect(countListeners()).toEqual(listenersBefore);
  });
});
