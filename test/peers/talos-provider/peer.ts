/** Talos's own provider: configurations for five machines of a sandbox, from maintenance to destroy. */
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Core, findCores } from "../../../scripts/cores";
import { TalosStage } from "../../sandbox/talos/talos-stage";
import { Workspace } from "../../support/terraform";
import type { Evidence } from "../evidence";

const PEER = "siderolabs/talos";
/** At 0 a machine would be up again before the provider looks: it listens for events a second after each reboot. */
const SPEED = 20;

/** A configuration, and what is done with it. */
interface Life {
  readonly file: string;
  readonly what: string;
  /** On the disks, before anything is done. */
  readonly installed: string;
  /** Variables besides the nodes' addresses, first at creation, then at each change. */
  readonly values: readonly Readonly<Record<string, string>>[];
}

const [older, newer] = [{ contract: "v1.12" }, { contract: "v1.13" }];

const lives: readonly Life[] = [
  {
    file: "classic.tf",
    what: "secrets, configurations, bootstrap, kubeconfig, health, disks: apply, empty plan, change, destroy with reset",
    installed: "v1.13.9",
    values: [{ label: "first" }, { label: "second" }],
  },
  {
    file: "machines.tf",
    what: "machines and cluster on Talos 1.13: apply, empty plan, upgrade with drain, destroy",
    installed: "v1.13.8",
    values: [
      { ...newer, talos_version: "v1.13.8", kubernetes_version: "1.36.3" },
      { ...newer, talos_version: "v1.13.9", kubernetes_version: "1.36.3" },
    ],
  },
  {
    // From 1.13 on, the provider upgrades Kubernetes by server-side apply, which the sandbox does not have yet.
    file: "machines.tf",
    what: "machines and cluster on Talos 1.12: apply, empty plan, upgrade, upgrade of Kubernetes, destroy",
    installed: "v1.12.10",
    values: [
      { ...older, talos_version: "v1.12.10", kubernetes_version: "1.35.3" },
      { ...older, talos_version: "v1.12.11", kubernetes_version: "1.35.3" },
      { ...older, talos_version: "v1.12.11", kubernetes_version: "1.35.4" },
    ],
  },
];

/** Runs all on terraform; skipped where HEPHAESTUS_TALOS_PROVIDER names no provider. */
export async function judgeByTalosProvider(): Promise<readonly Evidence[]> {
  const core = findCores().find(({ family }) => family === "terraform");
  const path = process.env["HEPHAESTUS_TALOS_PROVIDER"];
  const reason = reasonToSkip(core, path);
  if (core === undefined || path === undefined || reason !== undefined) {
    return lives.map(({ what }) => ({ peer: PEER, what, result: "skipped", detail: reason ?? "" }));
  }
  const evidence: Evidence[] = [];
  for (const life of lives) {
    const head = { peer: `${PEER}, ${core.family} ${core.version}`, what: life.what };
    try {
      evidence.push({ ...head, result: "passed", detail: await liveThrough(life, core, path) });
    } catch (error) {
      evidence.push({ ...head, result: "failed", detail: String(error).slice(0, 600) });
    }
  }
  return evidence;
}

function reasonToSkip(core: Core | undefined, path: string | undefined): string | undefined {
  if (core === undefined) return "there is no terraform on PATH";
  if (path === undefined) return "HEPHAESTUS_TALOS_PROVIDER is not set";
  return existsSync(path) ? undefined : `HEPHAESTUS_TALOS_PROVIDER names no file: "${path}"`;
}

/** Creates, changes and destroys; gives how long each took. */
export async function liveThrough({ file, installed, values }: Life, core: Core, path: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-peer-provider-"));
  symlinkSync(resolve(path), join(folder, "terraform-provider-talos"));
  const installation = `dev_overrides {\n  "siderolabs/talos" = "${folder}"\n}\ndirect {}`;
  const workspace = new Workspace({ core, installation });
  const stage = await TalosStage.start({ speed: SPEED });
  try {
    const names = ["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"];
    const servers = await Promise.all(names.map((name) => stage.server(name, installed)));
    const ips = servers.map((server) => stage.ip(server));
    const nodes = { control_planes: ips.slice(0, 3), workers: ips.slice(3) };
    workspace.write("main.tf", readFileSync(join(__dirname, file), "utf8"));
    const told: string[] = [];
    for (const [index, more] of values.entries()) {
      workspace.write("terraform.tfvars.json", JSON.stringify({ ...nodes, ...more }));
      const name = index === 0 ? "applied" : changeOf(values[index - 1] ?? {}, more);
      told.push(`${name} in ${await secondsOf(() => workspace.apply())} s`);
      if (!(await workspace.planIsEmpty())) throw new Error(`The plan is not empty after "${name}"`);
    }
    const destroy = () => workspace.succeed("destroy", "-auto-approve", "-input=false", "-no-color");
    told.push(`destroyed in ${await secondsOf(destroy)} s`);
    return told.join(", ");
  } finally {
    workspace.remove();
    rmSync(folder, { recursive: true, force: true });
    await stage.close();
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<string> {
  const began = performance.now();
  await work();
  return ((performance.now() - began) / 1000).toFixed(1);
}

/** The values that are other than before. */
function changeOf(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string {
  const changed = Object.entries(now).filter(([key, value]) => before[key] !== value);
  return `changed to ${changed.map(([, value]) => value).join(", ")}`;
}
