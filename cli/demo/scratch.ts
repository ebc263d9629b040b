import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "../usage-error";
import { type HcloudChoice, mirrorBlock } from "./hcloud-choice";

/** The checkout: two folders above this file, and above the built command line as well. */
export const ROOT = resolve(__dirname, "../..");

/** The folder in which the demo plays. */
export interface Scratch {
  readonly folder: string;
  readonly log: (name: string) => string;
  /** The state, as terraform left it; empty before the first apply. */
  readState(): DemoState;
  remove(): void;
}

/** What of a state the story tells. */
export interface DemoState {
  readonly resources: readonly { readonly mode: string; readonly type: string }[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

const EXAMPLE = "ha-cluster";
const OWN = ["registry.terraform.io/yaklab/hephaestus", "registry.opentofu.org/yaklab/hephaestus"];

/** Makes the folder anew. @throws UsageError outside of a checkout, or before it was built. */
export function makeScratch(): Scratch {
  for (const needed of [`examples/${EXAMPLE}/main.ts`, "dist/provider", "dist/stand-in-mirror"]) {
    if (!existsSync(join(ROOT, needed))) {
      throw new UsageError(
        `Cannot play the demo: there is no "${needed}"; it plays in a checkout, by: npm run demo`,
        "hephaestus demo --help",
      );
    }
  }
  const folder = join(ROOT, ".cache/demo");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "log"), { recursive: true });
  const loader = pathToFileURL(require.resolve("tsx", { paths: [ROOT] })).href;
  const app = `node --import ${JSON.stringify(loader)} ${JSON.stringify(join(ROOT, "examples", EXAMPLE, "main.ts"))}`;
  writeFileSync(
    join(folder, "cdktf.json"),
    JSON.stringify({ language: "typescript", app, projectId: "demo", sendCrashReports: "false" }),
  );
  return {
    folder,
    log: (name) => join(folder, "log", `${name}.txt`),
    readState: () => readState(join(folder, `terraform.${EXAMPLE}.tfstate`)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A CLI configuration of the demo's own, so that nothing of the user's and of the demo ever mixes. */
export function writeInstallation({ folder }: Scratch, { installation }: HcloudChoice): string {
  const path = join(folder, "terraform.tfrc");
  writeFileSync(path, `provider_installation {\n${mirrorBlock("terraform.d/plugins", OWN)}\n${installation}\n}\n`);
  return path;
}

function readState(path: string): DemoState {
  if (!existsSync(path)) return { resources: [], outputs: {} };
  const state: { resources?: DemoState["resources"]; outputs?: Record<string, { value: unknown }> } = JSON.parse(
    readFileSync(path, "utf8"),
  );
  const outputs = Object.entries(state.outputs ?? {}).map(([name, { value }]): [string, unknown] => [name, value]);
  return { resources: state.resources ?? [], outputs: Object.fromEntries(outputs) };
}
