/** OpenSSH's client and xz against the rescue system of a server. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Sandbox, startSandbox } from "../../sandbox";
import { Json } from "../../scripts/oracles/hcloud-http/json";
import type { Evidence } from "./evidence";

const WHAT = "rescue: exec, exit codes, a signal, 200 MB on stdin, a lost connection, an image of the factory";

/** As much as a compressed Talos image and a half. */
const STDIN_BYTES = 200 * 2 ** 20;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs each step with a real `ssh`; without one it is skipped. */
export async function judgeByOpenSsh(): Promise<readonly Evidence[]> {
  const version = spawnSync("ssh", ["-V"]);
  if (version.status !== 0) return [{ peer: "OpenSSH", what: WHAT, result: "skipped", detail: 'no program "ssh"' }];
  const peer = version.stderr.toString().split(",")[0] ?? "OpenSSH";
  const sandbox = await startSandbox();
  try {
    const server = await rescueServer(sandbox);
    for (const [name, step] of STEPS) {
      const problem = await step(server, sandbox).catch(String);
      if (problem !== "") return [{ peer, what: WHAT, result: "failed", detail: `${name}: ${problem}` }];
    }
    return [{ peer, what: WHAT, result: "passed", detail: STEPS.map(([name]) => name).join(", ") }];
  } finally {
    await sandbox.close();
  }
}

type Step = (ssh: Ssh, sandbox: Sandbox) => Promise<string>;

const STEPS: readonly (readonly [string, Step])[] = [
  ["exec", async (ssh) => wanted(await ssh(["echo", "-n", "$HOSTNAME"]), { code: 0, stdout: "rescue" })],
  ["exit code 7", async (ssh) => wanted(await ssh(["exit 7"]), { code: 7 })],
  ["unknown command 127", async (ssh) => wanted(await ssh(["no-such-program"]), { code: 127 })],
  ["a killed shell is 255", async (ssh) => wanted(await ssh(["kill -TERM $$"]), { code: 255 })],
  ["200 MB on stdin", streamed],
  ["a lost connection leaves the server well", lost],
  ["xz -d | sha256sum", imageChecked],
];

function wanted(ended: Ended, want: Partial<Ended>): string {
  const wrong =
    (want.code !== undefined && ended.code !== want.code) ||
    (want.stdout !== undefined && ended.stdout !== want.stdout);
  return wrong ? `wanted ${JSON.stringify(want)}, got ${JSON.stringify(ended)}` : "";
}

async function streamed(ssh: Ssh): Promise<string> {
  const block = createHash("sha512").update("block").digest();
  const chunk = Buffer.concat(Array.from({ length: 2 ** 14 }, () => block));
  const hash = createHash("sha256");
  function* blocks(): Generator<Buffer> {
    for (let sent = 0; sent < STDIN_BYTES; sent += chunk.length) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const command = `dd of=/dev/sda bs=4M status=none && head -c ${STDIN_BYTES} /dev/sda | sha256sum`;
  const ended = await ssh([command], blocks());
  return wanted(ended, { code: 0, stdout: `${hash.digest("hex")}  -\n` });
}

/** The client dies in the middle of a command; the next one is served as if nothing had been. */
async function lost(ssh: Ssh): Promise<string> {
  const ended = await ssh(["cat > /dev/null"], undefined, (child) => child.kill("SIGKILL"));
  if (ended.code !== null) return `the client ended with ${ended.code}`;
  return wanted(await ssh(["true"]), { code: 0 });
}

/** The sum that the rescue system makes of an image must be the one that xz makes of it here. */
async function imageChecked(ssh: Ssh, sandbox: Sandbox): Promise<string> {
  const factory = sandbox.environment["HEPHAESTUS_IMAGE_FACTORY_URL"] ?? "";
  const made = await fetch(`${factory}/schematics`, { method: "POST", body: "customization: {}\n" });
  const id = new Json(await made.json()).get("id").text();
  const url = `${factory}/image/${id}/v1.13.9/hcloud-amd64.raw.xz`;
  const remote = await ssh([`set -o pipefail; curl -fsSL '${url}' | xz -d | sha256sum`]);
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  const unpacked = spawnSync("xz", ["-d"], { input: bytes, maxBuffer: 2 ** 32 });
  if (unpacked.status !== 0) return `xz refuses the image: ${unpacked.stderr}`;
  return wanted(remote, { code: 0, stdout: `${createHash("sha256").update(unpacked.stdout).digest("hex")}  -\n` });
}

type Ssh = (
  command: readonly string[],
  input?: Iterable<Buffer>,
  started?: (child: { kill(signal: NodeJS.Signals): boolean }) => void,
) => Promise<Ended>;

/** A server in its rescue system, made through the API; what comes back runs commands on it. */
async function rescueServer(sandbox: Sandbox): Promise<Ssh> {
  const { environment } = sandbox;
  const ask = async (path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${environment["HCLOUD_TOKEN"]}`, "content-type": "application/json" };
    const answer = await fetch(`${environment["HCLOUD_ENDPOINT"]}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return new Json(await answer.json());
  };
  const options = { name: "peer", server_type: "cx23", image: "debian-13", ssh_keys: ["my-key"] };
  const server = (await ask("/servers", options)).get("server");
  const path = `/servers/${server.get("id").number()}/actions`;
  const keys = [...sandbox.world.state.sshKeys.keys()];
  await ask(`${path}/enable_rescue`, { type: "linux64", ssh_keys: keys });
  await ask(`${path}/reset`, {});
  const address = server.get("public_net").get("ipv4").get("ip").text();
  const settings = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "BatchMode=yes", "LogLevel=ERROR"];
  const words = ["-F", "/dev/null", "-i", environment["HEPHAESTUS_SANDBOX_KEY"] ?? ""];
  words.push("-p", environment["HEPHAESTUS_SSH_PORT"] ?? "22", ...settings.flatMap((each) => ["-o", each]));
  return (command, input, started) => runSsh([...words, `root@${address}`, ...command], input, started);
}

function runSsh(
  args: readonly string[],
  input: Iterable<Buffer> | undefined,
  started: Parameters<Ssh>[2],
): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn("ssh", [...args], { stdio: "pipe" });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => {
      said.stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      said.stderr += chunk.toString();
    });
    child.once("error", failed);
    child.once("close", (code) => done({ code, ...said }));
    // A client that ends early closes its input; what it said of it is judged by its end.
    const sent = input === undefined ? Promise.resolve(child.stdin.end()) : pipeline(Readable.from(input), child.stdin);
    sent.catch(() => {});
    started?.(child);
  });
}
