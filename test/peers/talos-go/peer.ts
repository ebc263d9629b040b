/** Talos's own client library for Go: a program of ours drives five machines of a sandbox with it. */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { TalosStage } from "../../sandbox/talos/talos-stage";
import type { Evidence } from "../evidence";

const run = promisify(execFile);

const WHAT =
  "maintenance, apply, bootstrap of 3 control planes and 2 workers, Talos's own health checks, resources, watches, kubeconfig, upgrades, resets, recovery";
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
      return [{ peer, what: WHAT, result: "passed", detail: outcomes.join(" ") }];
    } catch (error) {
      return [{ peer, what: WHAT, result: "failed", detail: lastLines(error) }];
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
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
