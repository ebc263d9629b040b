import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type HostListenerOptions, type Listener, listenForHost } from "../../../provider-bridge/plugin/listener";

describe("listenForHost", () => {
  let root: string;
  let listener: Listener | undefined;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "li-"));
  });
  afterEach(() => {
    listener?.close();
    rmSync(root, { recursive: true, force: true });
  });

  function options(changes: Partial<HostListenerOptions>): HostListenerOptions {
    return {
      environment: { ports: { minimum: 10_000, maximum: 25_000 }, socketDirectory: undefined, socketGroup: undefined },
      directories: [root],
      processId: process.pid,
      platform: "linux",
      onConnection: () => {},
      ...changes,
    };
  }

  it("can be connected to, and leaves nothing behind", async () => {
    const accepted: Socket[] = [];
    listener = await listenForHost(options({ onConnection: (socket) => void accepted.push(socket) }));
    expect(listener.network).toBe("unix");
    const client = connect(listener.address);
    await once(client, "connect");
    const closed = once(client, "close");
    listener.close();
    listener.close();
    expect(existsSync(dirname(listener.address))).toBe(false);
    accepted[0]?.destroy();
    await closed;
  });

  it("survives a connection that breaks", async () => {
    const accepted: Socket[] = [];
    listener = await listenForHost(options({ onConnection: (socket) => void accepted.push(socket) }));
    const client = connect(listener.address);
    await once(client, "connect");
    await new Promise(setImmediate);
    const [socket] = accepted;
    const closed = new Promise((resolve) => socket?.once("close", resolve));
    socket?.destroy(new Error("broken"));
    await closed;
    client.destroy();
  });

  it("uses TCP on this machine where there are no UNIX sockets, and skips ports in use", async () => {
    const blocker = createServer();
    await once(blocker.listen(0, "127.0.0.1"), "listening");
    const address = blocker.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const ports = { minimum: port, maximum: Math.min(port + 50, 65_535) };
    const environment = { ports, socketDirectory: undefined, socketGroup: undefined };
    listener = await listenForHost(options({ platform: "win32", environment }));
    expect(listener.network).toBe("tcp");
    expect(listener.address).toMatch(/^127\.0\.0\.1:[0-9]+$/);
    const chosen = Number(listener.address.split(":")[1]);
    expect(chosen).toBeGreaterThan(port);
    expect(chosen).toBeLessThanOrEqual(ports.maximum);
    const only = { ...environment, ports: { minimum: port, maximum: port } };
    await expect(listenForHost(options({ platform: "win32", environment: only }))).rejects.toThrow(
      `Cannot listen on any port from ${port} to ${port}: free one of them`,
    );
    blocker.close();
  });

  it("removes its directory when the group does not exist", async () => {
    const environment = {
      ports: { minimum: 1, maximum: 1 },
      socketDirectory: root,
      socketGroup: "no-such-group-here",
    };
    await expect(listenForHost(options({ environment }))).rejects.toThrow(/no-such-group-here/);
    expect(readdirSync(root)).toEqual([]);
  });
});
