/**
 * The sandbox under load, as a process of its own as it is built: how soon it is ready, what it takes idle,
 * and how it answers 20 clients with 500 requests each over 1,000 servers.
 * `npm run bench -- sandbox [servers] [clients] [requests]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCli, CLI_START } from "../scripts/build/cli";
import { writePackage } from "../scripts/build/package-folder";
import { SandboxProcess } from "./harness/sandbox-process";

interface Running {
  readonly sandbox: SandboxProcess;
  /** The environment that it has printed. */
  readonly said: Record<string, string>;
  /** From the start of the process until then. */
  readonly readyMs: number;
}

/** Runs the benchmark; see the head of this file. */
export async function run(args: readonly string[]): Promise<void> {
  const [servers = 1000, clients = 20, requests = 500] = args.map(Number);
  const directory = mkdtempSync(join(tmpdir(), "hephaestus-bench-"));
  try {
    const folder = join(directory, "cli");
    await writePackage(await buildCli(), folder);
    const file = join(folder, CLI_START);
    const running = await SandboxProcess.start([file, "sandbox", "--quiet"], environmentIn);
    try {
      await measure(running, servers, clients, requests);
    } finally {
      await running.sandbox.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(running: Running, servers: number, clients: number, requests: number): Promise<void> {
  const idleMb = running.sandbox.rssMb();
  const api = new Client(running.said);
  const filling = performance.now();
  const body = (index: number) => ({
    name: `server-${index}`,
    server_type: "cx23",
    image: "debian-13",
    labels: { n: String(index % 10) },
  });
  await inParallel(clients, servers, async (index) => {
    const status = await api.send("POST", "/servers", body(index));
    if (status !== 201) throw new Error(`Cannot fill the sandbox: POST /servers answered ${status}`);
  });
  const filledMs = performance.now() - filling;
  const took: number[] = [];
  let failed = 0;
  const started = performance.now();
  await inParallel(clients, clients * requests, async (index) => {
    const at = performance.now();
    const status = await api.send("GET", question(index, servers)).catch(() => 0);
    took.push(performance.now() - at);
    if (status !== 200) failed += 1;
  });
  const seconds = (performance.now() - started) / 1000;
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0;
  console.log(`ready after        ${running.readyMs.toFixed(0)} ms (process start included)`);
  console.log(`idle               ${idleMb.toFixed(0)} MB RSS`);
  console.log(`${servers} servers made  ${(filledMs / 1000).toFixed(1)} s`);
  console.log(
    `${took.length} requests   ${seconds.toFixed(1)} s, ${(took.length / seconds).toFixed(0)}/s, ${clients} clients`,
  );
  console.log(`p50 / p99 / max    ${at(0.5).toFixed(1)} / ${at(0.99).toFixed(1)} / ${at(1).toFixed(1)} ms`);
  console.log(`RESULT failed=${failed} p99_ms=${at(0.99).toFixed(1)} rss_mb=${running.sandbox.rssMb().toFixed(0)}`);
}

/** What clients ask most: one server, a page, a name, a selector, actions, the catalogue. */
function question(index: number, servers: number): string {
  const id = 40_000_001 + ((index * 7919) % servers);
  const questions = [
    `/servers/${id}`,
    `/servers?page=${(index % 20) + 1}&per_page=50`,
    `/servers?name=server-${index % servers}`,
    "/servers?label_selector=n%3D3",
    `/actions?id=${1_000_000_001 + (index % servers)}&page=1&sort=status&sort=id`,
    "/server_types?name=cx23",
    `/servers/${id}/actions`,
    "/locations",
  ];
  return questions[index % questions.length] ?? "/locations";
}

async function inParallel(workers: number, jobs: number, job: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    for (let index = next++; index < jobs; index = next++) await job(index);
  };
  await Promise.all(Array.from({ length: workers }, work));
}

/** The environment, once it is printed whole. */
function environmentIn(heard: string): Record<string, string> | undefined {
  if (!heard.includes("HCLOUD_ENDPOINT") || !heard.endsWith("\n")) return undefined;
  const pairs = [...heard.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = "", value = ""]) => [name, value]);
  return Object.fromEntries(pairs);
}

class Client {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #environment: Record<string, string>;

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
  }

  /** Resolves to the status, when the whole answer was read and is JSON. */
  send(method: string, path: string, body?: unknown): Promise<number> {
    const url = `${this.#environment["HCLOUD_ENDPOINT"]}${path}`;
    const headers = { authorization: `Bearer ${this.#environment["HCLOUD_TOKEN"]}` };
    return new Promise((done, reject) => {
      const sent = request(url, { method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("end", () => {
          JSON.parse(Buffer.concat(chunks).toString("utf8"));
          done(response.statusCode ?? 0);
        });
      });
      sent.once("error", reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
