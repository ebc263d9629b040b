/** Every example that makes servers, from nothing to nothing, with the real hcloud provider. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Core, findCores } from "../../../scripts/cores";
import { clusterFromYaml, hcloudVersion } from "../../../stacks";
import { StackStage } from "../../support/stack-stage";
import type { Evidence } from "../evidence";
import { realMirror } from "../stack/provider";

const PEER = "hetznercloud/hcloud";
const EXAMPLES = resolve(__dirname, "../../../examples");
const BUILT = resolve(__dirname, "../../../dist/mirror");
const CLUSTER_IN_HCL = "hcl/cluster";
const LONG_FORM = "from-yaml/long.yaml";
const what = (name: string) => `examples/${name}: validate, plan, apply, empty plan, destroy`;

/** Runs all on terraform; skipped where HEPHAESTUS_HCLOUD_PROVIDER names no provider. */
export async function judgeByExamples(): Promise<readonly Evidence[]> {
  const names = [...readdirSync(EXAMPLES).filter((name) => name !== "hcl"), LONG_FORM, CLUSTER_IN_HCL];
  const core = findCores().find(({ family }) => family === "terraform");
  const path = process.env["HEPHAESTUS_HCLOUD_PROVIDER"];
  const reason = reasonToSkip(core, path);
  if (core === undefined || path === undefined || reason !== undefined) {
    return names.map((name) => ({ peer: PEER, what: what(name), result: "skipped", detail: reason ?? "" }));
  }
  const peer = `${PEER}, ${core.family} ${core.version}`;
  const evidence: Evidence[] = [];
  for (const name of names) {
    const outcome = await liveThrough(core, path, name).catch((error: unknown) => told(error));
    evidence.push({ peer, what: what(name), ...outcome });
  }
  return evidence;
}

function reasonToSkip(core: Core | undefined, path: string | undefined): string | undefined {
  if (core === undefined) return "there is no terraform on PATH";
  if (path === undefined) return "HEPHAESTUS_HCLOUD_PROVIDER is not set";
  if (!existsSync(path)) return `HEPHAESTUS_HCLOUD_PROVIDER names no file: "${path}"`;
  return existsSync(BUILT) ? undefined : "nothing is built: npm run build";
}

type Outcome = Pick<Evidence, "result" | "detail">;

function told(error: unknown): Outcome {
  const text = String(error);
  const errors = text.match(/Error: .*/g) ?? [];
  return { result: "failed", detail: errors.length > 0 ? errors.join("; ") : text.slice(0, 400) };
}

async function liveThrough(core: Core, path: string, name: string): Promise<Outcome> {
  const provider = realMirror(path, hcloudVersion);
  const stage = await StackStage.start(core, provider.installation);
  try {
    await make(stage, name);
    await stage.run("validate", "-no-color");
    const planned = await stage.plan();
    const began = performance.now();
    await stage.apply();
    const seconds = (performance.now() - began) / 1000;
    const again = await stage.plan();
    if (again.length > 0) throw new Error(`The plan after the apply has ${JSON.stringify(again).slice(0, 300)}`);
    await stage.destroy();
    const left = stage.leftOver();
    if (left.length > 0) throw new Error(`The destroy left ${left.length} objects behind`);
    const resources = planned.filter(({ address }) => !address.startsWith("output.")).length;
    return { result: "passed", detail: `${resources} resources, applied in ${seconds.toFixed(1)} s` };
  } finally {
    await stage.close();
    provider.close();
  }
}

function make(stage: StackStage, name: string): Promise<void> {
  if (name === CLUSTER_IN_HCL) return clusterInHcl(stage);
  if (name !== LONG_FORM) return stage.example(name);
  return stage.synthesise("long", (app) => void clusterFromYaml(app, join(EXAMPLES, LONG_FORM)));
}

/** The one that is written without cdktf. */
async function clusterInHcl(stage: StackStage): Promise<void> {
  const folder = "cdktf.out/stacks/cluster";
  const text = readFileSync(join(EXAMPLES, CLUSTER_IN_HCL, "cluster.tf"), "utf8");
  stage.workspace.write(`${folder}/cluster.tf`, text);
  mkdirSync(join(stage.workspace.folder, folder, "terraform.d"));
  symlinkSync(BUILT, join(stage.workspace.folder, folder, "terraform.d/plugins"));
  await stage.initialise("cluster");
}
