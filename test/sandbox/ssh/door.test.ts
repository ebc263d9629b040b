import { createHash, generateKeyPairSync } from "node:crypto";
import { connect } from "node:net";
import type { Client, ConnectConfig } from "ssh2";
import { member, type RescueServer, startRescueServer } from "./rescue-server";
import * as session from "./ssh-session";
import { exec, type Result, until } from "./ssh-session";

let server: RescueServer;

beforeEach(async () => {
  server = await startRescueServer();
});

afterEach(() => server.close());

const login = (config?: ConnectConfig): Promise<Client> => session.login(server, config);
const noted = (text: string): Promise<void> => session.noted(server, text);
const once = (command: string, input?: Buffer, config?: ConnectConfig): Promise<Result> =>
  session.once(server, command, input, config);

describe("who may log in", () => {
  test("root with the rescue's password, and nobody else", async () => {
    const password: ConnectConfig = { privateKey: "", password: server.rootPassword };
    expect((await once("echo in", undefined, password)).stdout.toString()).toBe("in\n");
    const wrong = { ...password, password: `${server.rootPassword}x` };
    await expect(login(wrong)).rejects.toThrow(/All configured authentication methods failed/);
    await expect(login({ username: "admin" })).rejects.toThrow(/authentication methods failed/);
  });

  test.each([
    ["RSA", () => generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["ECDSA", () => generateKeyPairSync("ec", { namedCurve: "P-256" })],
  ])("a key of the type %s, once it is authorised", async (_type, generate) => {
    const pem = generate()
      .privateKey.export({ type: _type === "RSA" ? "pkcs1" : "sec1", format: "pem" })
      .toString();
    await expect(login({ privateKey: pem })).rejects.toThrow(/authentication methods failed/);
    const { utils } = await import("ssh2");
    const parsed = utils.parseKey(pem);
    if (parsed instanceof Error) throw parsed;
    const line = `${parsed.type} ${parsed.getPublicSSH().toString("base64")} test`;
    server.sandbox.world.state.servers.get(server.serverId)?.rescue?.authorizedKeys.push("no key at all", line);
    expect((await once("echo key", undefined, { privateKey: pem })).stdout.toString()).toBe("key\n");
  });
});

describe("commands", () => {
  test("have output, errors and an exit status of their own", async () => {
    const client = await login();
    const result = await exec(client, "echo out; echo err >&2; cat; exit 42", Buffer.from("input"));
    expect(result).toEqual({ stdout: Buffer.from("out\ninput"), stderr: "err\n", code: 42, signal: null });
    expect((await exec(client, "nosuch")).stderr).toBe("bash: line 1: nosuch: command not found\n");
    expect((await exec(client, "nosuch")).code).toBe(127);
    const both = await Promise.all([exec(client, "cat", Buffer.from("a")), exec(client, "cat", Buffer.from("b"))]);
    expect(both.map(({ stdout }) => stdout.toString())).toEqual(["a", "b"]);
    client.end();
  });

  test("take bytes as they are, to the last one", async () => {
    const bytes = Buffer.alloc(3_000_000);
    for (let at = 0; at < bytes.length; at += 32) createHash("sha256").update(`${at}`).digest().copy(bytes, at);
    const result = await once("dd of=/dev/sda bs=64K status=none && head -c 3000000 /dev/sda", bytes);
    expect(result.code).toBe(0);
    expect(result.stdout.equals(bytes)).toBe(true);
  });

  test("end by a signal", async () => {
    const client = await login();
    const result = await exec(client, "echo ready; sleep infinity; echo never", undefined, "TERM");
    expect(result).toMatchObject({ stdout: Buffer.from("ready\n"), signal: "SIGTERM" });
    client.end();
  });

  test("share the root file system until the guest ends", async () => {
    await once("echo kept >~/file");
    expect((await once("cat ~/file")).stdout.toString()).toBe("kept\n");
  });

  test("of a session without a command come from standard input", async () => {
    const client = await login();
    const text = await new Promise<string>((resolve, reject) => {
      client.shell(false, (error, channel) => {
        if (error !== undefined && error !== null) return reject(error);
        let output = "";
        channel.on("data", (chunk: Buffer) => {
          output += chunk.toString();
        });
        channel.on("close", () => resolve(output));
        channel.end("echo one\nexit 3\necho never\n");
      });
    });
    expect(text).toBe("one\n");
    client.end();
  });
});

describe("an image", () => {
  test("is downloaded, checked, written, and boots", async () => {
    const factory = server.sandbox.environment["HEPHAESTUS_IMAGE_FACTORY_URL"];
    const id = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
    const url = `${factory}/image/${id}/v1.13.9/hcloud-amd64.raw.xz`;
    const script = `set -euo pipefail
      blkdiscard --force /dev/sda
      want=$(curl -fsSL ${url}.sha256 | cut -d' ' -f1)
      curl -fsSL ${url} | tee >(sha256sum | cut -d' ' -f1 >/tmp/sum) | xz -dc | dd of=/dev/sda bs=4M conv=fsync status=none
      for i in {1..100}; do [ -s /tmp/sum ] && break; sleep 0.1; done
      [[ "$(cat /tmp/sum)" == "$want" ]]
      sync
      shutdown now`;
    expect(await once(script)).toMatchObject({ code: 0, stderr: "" });
    const { servers } = server.sandbox.world.state;
    await until(() => servers.get(server.serverId)?.status === "off");
    await server.api("POST", `/servers/${server.serverId}/actions/poweron`);
    await until(() => servers.get(server.serverId)?.boot.kind === "talos");
    expect(servers.get(server.serverId)?.boot).toMatchObject({ version: "v1.13.9", schematicId: id, installed: true });
  });

  test("of which the download breaks off is a failed pipeline", async () => {
    server.sandbox.world.faults.add({ door: "image-factory", what: "cut", effect: { afterBytes: 100_000 } });
    const factory = server.sandbox.environment["HEPHAESTUS_IMAGE_FACTORY_URL"];
    const id = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
    const url = `${factory}/image/${id}/v1.13.9/hcloud-amd64.raw.zst`;
    const result = await once(`set -o pipefail; curl -fsS ${url} | zstd -dc | dd of=/dev/sda bs=1M status=none`);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/curl: \(18\) transfer closed with \d+ bytes remaining to read/);
    expect(result.stderr).toMatch(/zstd: \(stdin\) : premature end/);
  });
});

describe("the end of a guest", () => {
  test("cuts the connection in the middle of a command", async () => {
    const client = await login();
    const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
    const result = exec(client, "echo begun; sleep infinity");
    await noted("runs: echo begun");
    await server.api("POST", `/servers/${server.serverId}/actions/poweroff`);
    expect((await result).code).toBeNull();
    await closed;
    await expect(login()).rejects.toThrow(/ECONNREFUSED/);
  });

  test("and the next boot has other host keys, an installed Linux the same ones", async () => {
    const fingerprint = async (): Promise<string> => {
      let seen = "";
      const hostVerifier = (key: Buffer) => {
        seen = createHash("sha256").update(key).digest("hex");
        return true;
      };
      (await login({ hostVerifier })).end();
      return seen;
    };
    const act = (command: string) => server.api("POST", `/servers/${server.serverId}/actions/${command}`);
    const { servers } = server.sandbox.world.state;
    const isUp = (kind: string) => until(() => servers.get(server.serverId)?.boot.kind === kind);
    const rescue = await fingerprint();
    expect(await fingerprint()).toBe(rescue);
    await act("reset");
    await isUp("linux");
    const installed = await fingerprint();
    await once("echo here >~/mark");
    await act("reset");
    await isUp("linux");
    expect(await fingerprint()).toBe(installed);
    expect((await once("cat ~/mark; hostname")).stdout.toString()).toBe("here\nbuilder\n");
    const rebuilt = await server.api("POST", `/servers/${server.serverId}/actions/rebuild`, { image: "debian-12" });
    expect(member(rebuilt, "action", "command")).toBe("rebuild_server");
    await until(() => servers.get(server.serverId)?.status === "running");
    await isUp("linux");
    const again = await fingerprint();
    expect(new Set([rescue, installed, again]).size).toBe(3);
  });

  test("of a client does not stop its command, as on a real machine", async () => {
    const client = await login();
    client.exec("sleep 0; cat >/dev/null; echo done >~/after", () => client.destroy());
    await noted("ends with 0: sleep 0");
    expect((await once("cat ~/after")).stdout.toString()).toBe("done\n");
  });
});

describe("faults", () => {
  const add = (what: string, effect = {}) => server.sandbox.world.faults.add({ door: "ssh", what, effect });

  test("a refused, a cut and an unauthorised connection, once each", async () => {
    add("refuse");
    await expect(login()).rejects.toThrow(/ECONNRESET|Connection lost/);
    add("auth", {});
    await expect(login()).rejects.toThrow(/authentication methods failed/);
    add("cut", { afterBytes: 20_000 });
    const client = await login();
    client.on("error", () => undefined);
    expect((await exec(client, "cat >/dev/null", Buffer.alloc(200_000))).code).toBeNull();
    expect((await once("echo fine")).stdout.toString()).toBe("fine\n");
  });

  test("a line on which nobody speaks", async () => {
    add("hang");
    await expect(login({ readyTimeout: 50 })).rejects.toThrow(/Timed out while waiting for handshake/);
  });
});

test("survives what is no SSH at all", async () => {
  const socket = connect(server.port, server.address);
  await new Promise((resolve) => {
    socket.once("close", resolve);
    socket.on("error", () => undefined);
    socket.on("data", () => undefined);
    socket.write(`GET / HTTP/1.1\r\n${"x".repeat(300_000)}\r\n\r\n`);
  });
  expect((await once("echo alive")).stdout.toString()).toBe("alive\n");
});
