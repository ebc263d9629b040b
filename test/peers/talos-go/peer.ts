/** Talos's own client library for Go: a program of ours drives five machines of a sandbox with it. */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Core, findCores } from "../../../scripts/cores";
import { openMachineStage } from "../../provider-bridge/resources/talos-machine/machine-stage";
import { TalosStage } from "../../sandbox/talos/talos-stage";
import type { Evidence } from "../evidence";

const run = promisify(execFile);

const WHAT =
  "maintenance, apply, bootstrap of 3 control planes and 2 workers, Talos's own health checks, resources, watches, kubeconfig, upgrades, resets, recovery";
const WHAT_OF_OURS =
  "a cluster that our resources have made, with the talosconfig that they give: Talos's own health checks, resources, kubeconfig";
const TALOSCONFIG = `data "hephaestus_talos_client_config" "it" {
  cluster              = "stage"
  client_configuration = var.client
  endpoints            = values(hephaestus_talos_bootstrap.it.control_planes)
}
output "talosconfig" {
  sensitive = true
  value     = data.hephaestus_talos_client_config.it.talosconfig
}
`;
/** Making the program takes the longest: a download, and Kubernetes's client to be compiled. */
const BUILD_DEADLINE_MS = 600_000;
const WALK_DEADLINE_MS = 600_000;
/** At 0 everything is done at once; at the other a client meets machines in the middle of what they do. */
const SPEEDS: readonly number[] = [0, 100];
const schematic = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
const [installed, upgradedTo] = ["v1.13.8", "v1.13.9"];

/** What Talos's client says of a sandbox. */
export async function judgeByTalosClient(): Promise<readonly Evidence[]> {
  const options = { cwd: __dirname, timeout: BUILD_DEADLINE_MS };
  if (spawnSync("go", ["mod", "download"], options).status !== 0) {
    return [
      { peer: "Talos machinery", what: WHAT, result: "skipped", detail: "no Go, or Talos's modules cannot be had" },
    ];
  }
  const directory = mkdtempSync(join(tmpdir(), "hephaestus-peer-"));
  try {
    const program = join(directory, "walk");
    await run("go", ["build", "-o", program, "."], options);
    const module = "github.com/siderolabs/talos/pkg/machinery";
    const { stdout } = await run("go", ["list", "-m", "-f", "{{.Version}}", module], options);
    const peer = `Talos machinery ${stdout.trim()} and its cluster checks`;
    try {
      const outcomes: string[] = [];
      for (const speed of SPEEDS) outcomes.push(`speed ${speed}: ${summary(await walk(program, speed))}`);
      const made = { peer, what: WHAT, result: "passed", detail: outcomes.join(" ") } as const;
      return [made, ...(await judgeOurs(program, peer))];
    } catch (error) {
      return [{ peer, what: WHAT, result: "failed", detail: lastLines(error) }];
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What the same program sees of a cluster that our resources have made. */
async function judgeOurs(program: string, peer: string): Promise<readonly Evidence[]> {
  const [core] = findCores();
  if (core === undefined) {
    return [{ peer, what: WHAT_OF_OURS, result: "skipped", detail: "no terraform, no tofu" }];
  }
  try {
    return [{ peer, what: WHAT_OF_OURS, result: "passed", detail: summary(await lookAtOurs(program, core)) }];
  } catch (error) {
    return [{ peer, what: WHAT_OF_OURS, result: "failed", detail: lastLines(error) }];
  }
}

/** Makes a cluster with our provider, and lets the program look at it with the talosconfig that came out. */
export async function lookAtOurs(program: string, core: Core): Promise<string> {
  const names = ["cp-1", "cp-2", "cp-3", "worker-1"];
  const { stack, workspace, close } = await openMachineStage(core, names);
  try {
    stack.writeCluster(names);
    workspace.write("talosconfig.tf", TALOSCONFIG);
    await workspace.apply();
    const talosconfig = join(workspace.folder, "talosconfig");
    writeFileSync(talosconfig, await workspace.succeed("output", "-raw", "talosconfig"));
    const [controlPlanes, workers] = ["cp-", "worker-"].map((role) =>
      names.filter((name) => name.startsWith(role)).map((name) => stack.ip(name)),
    );
    const args = [`--talosconfig=${talosconfig}`, `--control-planes=${controlPlanes}`, `--workers=${workers}`];
    return (await run(program, args, { timeout: WALK_DEADLINE_MS })).stdout;
  } finally {
    await close();
  }
}

/** Lets the program loose on five servers of a sandbox of this speed; gives what it says. */
export async function walk(program: string, speed: number): Promise<string> {
  const stage = await TalosStage.start({ speed });
  try {
    const names = ["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"];
    const servers = await Promise.all(names.map((name) => stage.server(name, installed)));
    const ips = servers.map((server) => stage.ip(server));
    const args = [
      `--control-planes=${ips.slice(0, 3).join(",")}`,
      `--workers=${ips.slice(3).join(",")}`,
      `--installer=factory.talos.dev/hcloud-installer/${schematic}:${upgradedTo}`,
    ];
    return (await run(program, args, { timeout: WALK_DEADLINE_MS })).stdout;
  } finally {
    await stage.close();
  }
}

/** "STEP name: detail (12 ms)" lines in one, without what is the same each time. */
function summary(text: string): string {
  const steps = text.split("\n").filter((line) => line.startsWith("STEP "));
  const told = steps.filter((line) => /^STEP (health|definitions|resources|upgrade|recovery)/.test(line));
  return `${steps.length} steps; ${told.map((line) => line.slice("STEP ".length)).join("; ")}.`;
}

function lastLines(error: unknown): string {
  const stdout = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
  const failed = stdout.split("\n").filter((line) => line.startsWith("FAILED "));
  return (failed.join("; ") || String(error)).slice(0, 600);
}
