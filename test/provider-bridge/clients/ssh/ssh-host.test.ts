/** The SSH client against the sandbox's hosts, which OpenSSH's own client is held to. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import {
  ActionWaiter,
  createServer,
  deleteServer,
  HcloudApi,
  runServerAction,
} from "../../../../provider-bridge/clients/hcloud";
import {
  HostKeyPin,
  type SshHost,
  SshPool,
  type SshTarget,
  temporaryKeyPair,
} from "../../../../provider-bridge/clients/ssh";
import { execute } from "../../../../provider-bridge/clients/ssh/execute";
import { createHttpSend, systemClock } from "../../../../provider-bridge/clients/transport";
import { type Sandbox, startSandbox } from "../../../../sandbox";
import { callContext } from "../../../support/call-context";

describe("a host over SSH", () => {
  const { send, close } = createHttpSend();
  const context = callContext();
  const pool = new SshPool({ clock: systemClock, random: Math.random });
  let sandbox: Sandbox;
  let api: HcloudApi;
  let actions: ActionWaiter;
  let target: SshTarget;
  let host: SshHost;
  let serverId: number;

  beforeAll(async () => {
    sandbox = await startSandbox({ speed: 1000 });
    const { HCLOUD_ENDPOINT: endpoint = "", HCLOUD_TOKEN: token = "", ...environment } = sandbox.environment;
    api = new HcloudApi({ endpoint, token, userAgent: "test/1", send, clock: systemClock, random: Math.random });
    actions = new ActionWaiter(api, systemClock);
    const keys = await api.list("/ssh_keys", "ssh_keys", [], context);
    const sshKeyIds = keys.map((key) => key.number("id"));
    const spec = { name: "host", serverType: "cx23", location: "fsn1", image: "ubuntu-24.04", labels: {}, start: true };
    const { server, actions: begun } = await createServer(api, { ...spec, sshKeyIds }, context);
    for (const action of begun) await actions.done(action, context);
    serverId = server.id;
    target = {
      host: server.ipv4 ?? "",
      port: Number(environment["HEPHAESTUS_SSH_PORT"] ?? 22),
      user: "root",
      privateKey: readFileSync(environment["HEPHAESTUS_SANDBOX_KEY"] ?? "", "utf8"),
      hostKey: new HostKeyPin(),
      timeoutMs: 5_000,
      attempts: 3,
      reuse: true,
    };
    await pool.waitForSsh(target, context);
    host = pool.host(target);
  }, 20_000);

  afterAll(async () => {
    pool.closeAll();
    close();
    await sandbox.close();
  });

  test("runs commands, one connection for all", async () => {
    const results = await Promise.all(
      [1, 2, 3].map((number) =>
        host.run(`echo out ${number}; echo err >&2; exit ${number}`, { what: "test" }, context),
      ),
    );
    expect(results.map(({ exitCode, stdout, stderr }) => [exitCode, stdout.toString(), stderr])).toEqual([
      [1, "out 1\n", "err\n"],
      [2, "out 2\n", "err\n"],
      [3, "out 3\n", "err\n"],
    ]);
    expect(context.lines.filter(({ message }) => message === "connected over SSH")).toHaveLength(1);
  });

  test("output of a command that fails is an error with the end of what it said, without its text", async () => {
    const failure = host.output("echo no such disk >&2; exit 7 # token=s3cret", { what: "write the disk" }, context);
    await expect(failure).rejects.toMatchObject({
      code: "command_failed",
      message: expect.stringMatching(/^Cannot write the disk on "root@[^"]+": exit code 7: no such disk$/),
    });
    expect(JSON.stringify(context.lines)).not.toContain("s3cret");
  });

  test("scripts get their arguments unharmed", async () => {
    const odd = 'it\'s $HOME `id` "x" \\ ;&|*';
    expect(await host.runScript('printf "%s|" "$@"', [odd, "", "b"], { what: "test" }, context)).toBe(`${odd}||b|`);
  });

  test("files are written whole and read back", async () => {
    const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    await host.writeFile("/mnt/a file", content, { mode: "644" }, context);
    expect((await host.readFile("/mnt/a file", { maxBytes: 1_000_000 }, context)).equals(content)).toBe(true);
    await expect(host.readFile("/mnt/a file", { maxBytes: 1_000 }, context)).rejects.toMatchObject({
      code: "too_large",
    });
    await expect(host.readFile("/mnt/none", { maxBytes: 10 }, context)).rejects.toMatchObject({
      code: "command_failed",
    });
  });

  test("a stream is sent as fast as the host takes it, byte for byte", async () => {
    const piece = Buffer.alloc(65_536, "streamed");
    const hash = createHash("sha256");
    function* pieces() {
      for (let count = 0; count < 300; count += 1) {
        hash.update(piece);
        yield piece;
      }
    }
    const stdin = Readable.from(pieces(), { objectMode: false });
    const seen = await host.output("sha256sum", { what: "test", stdin }, context);
    expect(seen.split(" ")[0]).toBe(hash.digest("hex"));
  });

  test("output is bounded from its beginning", async () => {
    const result = await host.run(
      "head -c 300000 /dev/zero; echo end",
      { what: "test", maxOutputBytes: 1_000 },
      context,
    );
    expect(result).toMatchObject({ isCut: true, exitCode: 0 });
    expect(result.stdout).toHaveLength(1_000);
    expect(result.stdout.toString().endsWith("end\n")).toBe(true);
  });

  test("a cancelled command ends with the operation's own reason", async () => {
    const cancel = new AbortController();
    const pending = host.run("sleep 100000", { what: "test" }, callContext(cancel.signal));
    setTimeout(() => cancel.abort(new RangeError("stopped")), 50);
    await expect(pending).rejects.toThrow("stopped");
    expect(await host.output("echo still here", { what: "test" }, context)).toBe("still here\n");
  });

  test("a command that is cancelled before it has begun ends, too", async () => {
    const cancel = new AbortController();
    const pending = pool.using(target, context, (client) => {
      const running = execute(client, "sleep 100000", {}, callContext(cancel.signal));
      cancel.abort(new RangeError("stopped"));
      return running;
    });
    await expect(pending).rejects.toThrow("stopped");
    expect(await host.output("echo still here", { what: "test" }, context)).toBe("still here\n");
  });

  test("a key that the host does not know is refused at once", async () => {
    const stranger = { ...target, hostKey: new HostKeyPin(), privateKey: temporaryKeyPair("x").privateKey };
    await expect(pool.waitForSsh(stranger, context)).rejects.toMatchObject({ code: "authentication" });
  });

  test("nobody listening is told after the attempts", async () => {
    const nobody = { ...target, hostKey: new HostKeyPin(), port: 1, attempts: 2 };
    await expect(pool.host(nobody).run("true", { what: "test" }, context)).rejects.toMatchObject({
      code: "not_connected",
    });
  });

  test("a reinstalled host is somebody else until the operation forgets the first", async () => {
    const before = target.hostKey.fingerprint;
    pool.closeAll();
    const image = { image: "debian-13" };
    const rebuild = await api.call(
      { method: "POST", path: `/servers/${serverId}/actions/rebuild`, body: image },
      context,
    );
    await actions.done(
      { id: rebuild.object("action").number("id"), command: "rebuild", status: "running", progress: 0, failure: null },
      context,
    );
    await expect(pool.waitForSsh(target, context)).rejects.toMatchObject({ code: "host_key" });
    target.hostKey.forget();
    await pool.waitForSsh(target, context);
    expect(target.hostKey.fingerprint).not.toBe(before);
  });

  test("a connection that is lost tells so", async () => {
    const pending = host.run("sleep 100000", { what: "wait for ever" }, context);
    pending.catch(() => undefined);
    await actions.done(await runServerAction(api, serverId, "poweroff", undefined, context), context);
    await expect(pending).rejects.toMatchObject({
      code: "broken_off",
      message: expect.stringContaining("Cannot wait for ever"),
    });
    const deletion = await deleteServer(api, serverId, context);
    if (deletion !== undefined) await actions.done(deletion, context);
  });
});
