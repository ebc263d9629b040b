import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Sandbox } from "../../sandbox";
import { cdktfProgram } from "./cdktf-program";
import { chooseHcloud } from "./hcloud-choice";
import { type NodeOutput, picture } from "./picture";
import { type ProgramResult, runProgram } from "./run-program";
import { makeScratch, ROOT, type Scratch, writeInstallation } from "./scratch";
import { Story } from "./story";
import { leftOver, tamper } from "./world";

/** How the demo is to be. */
export interface DemoOptions {
  /** Whether the cluster stays until an interrupt. */
  readonly keep: boolean;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}

/** What every scene needs. */
interface Stage extends DemoOptions {
  readonly story: Story;
  readonly scratch: Scratch;
  readonly sandbox: Sandbox;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const CLUSTER = "ha-cluster";

/** Plays the demo; resolves to the exit code. Whatever happens, sandbox and programs are gone at the end. */
export async function play(options: DemoOptions): Promise<number> {
  const story = new Story(options.print);
  const scratch = makeScratch();
  const { startSandbox }: typeof import("../../sandbox") = require("../../sandbox");
  const sandbox = await story.step(
    "sandbox",
    () => startSandbox(),
    () => "a Hetzner project on this machine's loopback; nothing is bought",
  );
  try {
    const environment = await environmentOf(options, story, scratch, sandbox);
    await perform({ ...options, story, scratch, sandbox, environment });
    return 0;
  } catch (error) {
    if (!options.signal.aborted) throw error;
    story.end("interrupted: everything is cleaned up");
    return 130;
  } finally {
    await sandbox.close();
    if (options.signal.aborted) scratch.remove();
  }
}

async function environmentOf({ signal }: DemoOptions, story: Story, scratch: Scratch, sandbox: Sandbox) {
  const { hcloudVersion }: typeof import("../../stacks") = require("../../stacks");
  const choice = await story.step(
    "hcloud provider",
    () =>
      chooseHcloud({
        ...{ path: process.env["HEPHAESTUS_HCLOUD_PROVIDER"], version: hcloudVersion, signal },
        ...{ folder: scratch.folder, standIn: join(ROOT, "dist/stand-in-mirror") },
      }),
    ({ told }) => told,
  );
  const isTofu = (process.env["TERRAFORM_BINARY_NAME"] ?? "").includes("tofu");
  return {
    ...process.env,
    ...sandbox.environment,
    TF_CLI_CONFIG_FILE: writeInstallation(scratch, choice),
    ...{ CI: "1", NO_COLOR: "1", FORCE_COLOR: "0", CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1" },
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    // tofu's lock file names another registry, for which cdktf would ask on and on.
    ...(isTofu ? { CDKTF_SKIP_PROVIDER_LOCK: "true" } : {}),
  };
}

async function perform(stage: Stage): Promise<void> {
  const { story, scratch, sandbox } = stage;
  story.tell(
    `        ${cdktfProgram().told}; what it prints is in ${relative(process.cwd(), join(scratch.folder, "log"))}/`,
  );
  await story.step(
    "cdktf deploy",
    () => cdktf(stage, "1-deploy", "deploy", "--auto-approve"),
    () => made(scratch),
  );
  writeFiles(stage);
  await showNodes(stage);
  await story.step("cdktf diff", () => cdktf(stage, "3-diff", "diff"), expectNothing);
  for (const line of tamper(sandbox, CLUSTER)) story.tell(`        behind its back: ${line}`);
  await story.step("cdktf diff", () => cdktf(stage, "4-diff", "diff"), found);
  await story.step(
    "cdktf deploy",
    () => cdktf(stage, "5-repair", "deploy", "--auto-approve"),
    () => "repaired",
  );
  await story.step("cdktf diff", () => cdktf(stage, "6-diff", "diff"), expectNothing);
  if (stage.keep) await keep(stage);
  await story.step(
    "cdktf destroy",
    () => cdktf(stage, "7-destroy", "destroy", "--auto-approve"),
    () => leftOver(sandbox),
  );
  story.end("all of it");
}

async function cdktf(
  { scratch, environment, signal }: Stage,
  log: string,
  ...command: readonly string[]
): Promise<ProgramResult> {
  const { program, args } = cdktfProgram();
  const path = scratch.log(log);
  const run = { program, args: [...args, ...command], folder: scratch.folder, environment, log: path, signal };
  const result = await runProgram(run);
  if (result.code === 0) return result;
  const last = result.output.trimEnd().split("\n").slice(-30).join("\n");
  throw new Error(
    `Cannot run "cdktf ${command.join(" ")}": it ended with ${result.code}. The last lines of ${path}:\n${last}`,
  );
}

function made({ readState }: Scratch): string {
  const types = readState().resources.flatMap(({ mode, type }) => (mode === "managed" ? [type] : []));
  const count = (type: string) => types.filter((each) => each === type).length;
  const parts = [
    `${count("hcloud_server")} servers`,
    `${count("hcloud_network_subnet")} subnets`,
    `${count("hcloud_load_balancer")} load balancers`,
    `${count("hcloud_firewall")} firewall`,
    `${count("hephaestus_talos_machine")} Talos machines`,
  ];
  return `${types.length} resources, among them ${parts.join(", ")}`;
}

function writeFiles({ scratch, story }: Stage): void {
  const { outputs } = scratch.readState();
  const [kubeconfig, map] = [join(scratch.folder, "kubeconfig"), join(scratch.folder, "cluster.md")];
  writeFileSync(kubeconfig, String(outputs["kubeconfig"]), { mode: 0o600 });
  writeFileSync(map, picture(CLUSTER, String(outputs["endpoint"]), nodesOf(outputs["nodes"])));
  const shown = (path: string) => relative(process.cwd(), path);
  story.tell(`        a picture: ${shown(map)}; the cluster: kubectl --kubeconfig ${shown(kubeconfig)} get nodes`);
}

function nodesOf(value: unknown): Readonly<Record<string, NodeOutput>> {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.map(([name, { role, pool, location, private_ip }]) => [name, { role, pool, location, private_ip }]),
  );
}

async function showNodes({ story, scratch, environment, signal }: Stage): Promise<void> {
  const kubectl = {
    ...{ program: "kubectl", args: ["--kubeconfig", join(scratch.folder, "kubeconfig"), "get", "nodes"] },
    ...{ folder: scratch.folder, environment, log: scratch.log("2-kubectl"), signal },
  };
  const { code, output } = await story.step("kubectl get nodes", () => runProgram(kubectl), readiness);
  if (code === 0) for (const line of output.trimEnd().split("\n")) story.tell(`        ${line}`);
}

function readiness({ code, output }: ProgramResult): string {
  if (code === undefined) return "there is no kubectl here; that all nodes are ready, the deploy has waited for";
  const states = output
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(/\s+/)[1]);
  if (code === 0 && states.length > 0 && states.every((state) => state === "Ready"))
    return `all ${states.length} are ready`;
  throw new Error(`Cannot see all nodes ready: kubectl said\n${output}`);
}

function expectNothing({ output }: ProgramResult): string {
  if (/No changes\./.test(output)) return "no changes";
  throw new Error(`Cannot see a plan without changes: cdktf said\n${output.split("\n").slice(-40).join("\n")}`);
}

/** What terraform says will change, by the kind of thing and the node. */
function found({ output }: ProgramResult): string {
  const changes = [...output.matchAll(/# (\w+)\.\S+ (?:\([^)]*\) )?will be (updated in-place|created|destroyed)/g)];
  if (changes.length === 0)
    throw new Error(`Cannot see what was changed: cdktf said\n${output.split("\n").slice(-40).join("\n")}`);
  return `it is found, ${changes.map(([, type = "", what]) => `a ${type} to be ${what}`).join(", ")}`;
}

async function keep({ story, sandbox, scratch, signal }: Stage): Promise<void> {
  story.tell("\nThe cluster stays until Ctrl-C. To use it from another shell:\n");
  for (const [name, value] of Object.entries(sandbox.environment)) story.tell(`export ${name}='${value}'`);
  story.tell(`export KUBECONFIG='${join(scratch.folder, "kubeconfig")}'`);
  story.tell(`cd ${scratch.folder}\n`);
  // The sandbox's doors keep the process alive.
  await new Promise<void>((ended) => signal.addEventListener("abort", () => ended(), { once: true }));
  signal.throwIfAborted();
}
