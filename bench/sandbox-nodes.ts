/**
 * A hundred Talos nodes in one process, as it is built: three control planes and workers that boot with user data and
 * make one cluster. How soon Kubernetes has all of them Ready, how they answer, and what the process takes.
 * `npm run bench -- sandbox-nodes [nodes] [seconds of load]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bundle } from "../scripts/build/bundle";
import { writePackage } from "../scripts/build/package-folder";
import { SandboxProcess } from "./harness/sandbox-process";
import { makeCluster, type ReadyCluster } from "./sandbox-nodes/cluster";
import type { Served } from "./sandbox-nodes/serve";

const entryName = "start.cjs";
const controlPlanes = 3;
/** Calls under way at any time. */
const parallel = 32;
/** What controllers ask most: one object of a kind that is there. */
const paths = [
  "/api/v1/namespaces/default",
  "/api/v1/nodes/node-1",
  "/api/v1/namespaces/kube-system/configmaps/kube-flannel-cfg",
  "/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy",
];

/** Runs the benchmark; see the head of this file. */
export async function run(args: readonly string[]): Promise<void> {
  const [nodes = 100, loadSeconds = 5] = args.map(Number);
  const directory = mkdtempSync(join(tmpdir(), "hephaestus-bench-"));
  try {
    const { sandbox, said: served } = await SandboxProcess.start([await build(directory)], servedIn);
    try {
      const idleMb = sandbox.rssMb();
      const idleMs = sandbox.cpuMs();
      const cluster = await makeCluster(served, { controlPlanes, workers: nodes - controlPlanes });
      const used = ((sandbox.cpuMs() - idleMs) / 1000).toFixed(2);
      const seconds = (cluster.readyMs / 1000).toFixed(2);
      console.log(`before the nodes   ${idleMb.toFixed(0)} MB RSS`);
      console.log(`${nodes} nodes Ready    ${seconds} s after the first request, ${used} s of processor time`);
      await measure(sandbox, cluster, loadSeconds);
      cluster.clients.close();
    } finally {
      await sandbox.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(sandbox: SandboxProcess, cluster: ReadyCluster, seconds: number): Promise<void> {
  const { clients, ips, controlPlaneIps, readyMs } = cluster;
  // Each node is asked once before it counts: its connection is made then.
  await Promise.all(ips.map((ip) => clients.version(ip)));
  const talos = await rate(sandbox, seconds, (index) => clients.version(ips[index % ips.length] ?? ""));
  await Promise.all(controlPlaneIps.flatMap((ip) => paths.map((path) => clients.get(ip, path))));
  const kubernetes = await rate(sandbox, seconds, async (index) => {
    const ip = controlPlaneIps[index % controlPlaneIps.length] ?? "";
    await clients.get(ip, paths[index % paths.length] ?? "");
  });
  const rss = sandbox.rssMb();
  console.log(
    `Version            ${talos.perSecond.toFixed(0)} calls/s over ${ips.length} nodes, ${talos.cpuMs.toFixed(2)} ms of processor time each`,
  );
  console.log(
    `GET of an object   ${kubernetes.perSecond.toFixed(0)} requests/s over ${controlPlaneIps.length} API servers, ${kubernetes.cpuMs.toFixed(2)} ms each`,
  );
  const numbers = { rss_mb: rss.toFixed(0), ready_seconds: (readyMs / 1000).toFixed(2) };
  const rates = { talos_rps: talos.perSecond.toFixed(0), kubernetes_rps: kubernetes.perSecond.toFixed(0) };
  const pairs = Object.entries({ ...numbers, ...rates }).map(([name, value]) => `${name}=${value}`);
  console.log(`RESULT ${pairs.join(" ")}`);
}

/** What calls come to. */
interface Rate {
  readonly perSecond: number;
  /** Processor time of the sandbox for one. */
  readonly cpuMs: number;
}

/** Calls for so many seconds, some of them always under way. A call that fails ends the benchmark. */
async function rate(sandbox: SandboxProcess, seconds: number, call: (index: number) => Promise<void>): Promise<Rate> {
  let answered = 0;
  let next = 0;
  const began = performance.now();
  const usedMs = sandbox.cpuMs();
  const endMs = began + seconds * 1000;
  const work = async () => {
    while (performance.now() < endMs) {
      await call(next++);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  const perSecond = answered / ((performance.now() - began) / 1000);
  return { perSecond, cpuMs: (sandbox.cpuMs() - usedMs) / answered };
}

async function build(directory: string): Promise<string> {
  const files = await bundle({
    entry: resolve(__dirname, "sandbox-nodes/start.ts"),
    entryName,
    layers: [{ name: "serve", sources: [resolve(__dirname, "sandbox-nodes/serve.ts")] }],
  });
  await writePackage(new Map(files.map(({ name, text }) => [name, { content: text, executable: false }])), directory);
  return join(directory, entryName);
}

/** The first line, once it is there. */
function servedIn(heard: string): Served | undefined {
  const end = heard.indexOf("\n");
  return end === -1 ? undefined : JSON.parse(heard.slice(0, end));
}
