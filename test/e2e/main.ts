/** `npm run e2e [-- --yes]`: asks, runs, and writes docs/evidence.md. The status is 0 if nothing failed. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout as pause } from "node:timers/promises";
import { findCores } from "../../scripts/cores";
import { writtenInto } from "../peers/evidence";
import { runEndToEnd } from "./run";

const PAGE = resolve(__dirname, "../../docs/evidence.md");
const ENDPOINT = "https://api.hetzner.cloud/v1";
const TABLE = { command: "npm run e2e", title: "Clusters in the real Hetzner Cloud" };
const PAUSE_MS = 5000;
/** The provider that synth lays out, and every other from its registry. */
const INSTALLATION = `filesystem_mirror {
  path = "terraform.d/plugins"
  include = ["registry.terraform.io/yaklab/hephaestus", "registry.opentofu.org/yaklab/hephaestus"]
}
direct {
  exclude = ["registry.terraform.io/yaklab/hephaestus", "registry.opentofu.org/yaklab/hephaestus"]
}`;

async function main(): Promise<void> {
  const token = process.env["HCLOUD_TOKEN"] ?? "";
  const [core] = findCores();
  if (token === "" || core === undefined) {
    console.log(
      `SKIPPED npm run e2e: ${core === undefined ? "there is neither terraform nor tofu" : "HCLOUD_TOKEN is not set"}`,
    );
    return;
  }
  const abort = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => abort.abort());
  const cluster = `e2e-${Date.now().toString(36)}`;
  const evidence = await runEndToEnd({
    ...{ core, cluster, installation: INSTALLATION, signal: abort.signal },
    access: { endpoint: process.env["HCLOUD_ENDPOINT"] ?? ENDPOINT, token },
    environment: { HCLOUD_TOKEN: token },
    ask: process.argv.includes("--yes") ? told : ask,
    print: (line) => console.log(line),
    pause: () => pause(PAUSE_MS),
  });
  if (evidence.some(({ result }) => result !== "skipped")) {
    const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : undefined;
    writeFileSync(PAGE, writtenInto(page, evidence, new Date(), TABLE));
  }
  process.exitCode = evidence.some(({ result }) => result === "failed") ? 1 : 0;
}

async function told(question: string): Promise<boolean> {
  console.log(`${question} yes, by --yes`);
  return true;
}

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
