import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { askOracle, buildOracle, hasGo, type Question } from "../../scripts/oracles/talos/go-oracle";
import { median } from "../harness";

const minor = 13;
const few = 10;
const many = 210;
const repetitions = 3;

/** What both are asked to do. */
export interface Work {
  readonly secrets: string;
  readonly patches: readonly string[];
  readonly kubernetes: string;
}

/**
 * What a program on Talos's machinery needs for one configuration with its patches, and for judging it: milliseconds, the
 * starting of the program taken off. A sentence where Go, or the program, is not here.
 */
export function machineryMs(work: Work): number | string {
  const root = process.env["HEPHAESTUS_ORACLES"] || "../shared/oracles";
  const program = resolve(__dirname, "../..", root, "go/talos/go.mod");
  if (!existsSync(program)) return "skipped: the program on Talos's machinery is not here";
  if (!hasGo()) return "skipped: there is no go on PATH";
  const binary = buildOracle(dirname(program), minor);
  try {
    return perConfigurationMs(binary, (number) => generate(work, number)) + judgingMs(binary, work);
  } finally {
    rmSync(dirname(binary), { recursive: true, force: true });
  }
}

function generate({ secrets, patches, kubernetes }: Work, number: number): Question {
  const endpoint = `https://cp-${number}.example.org:6443`;
  const common = { cluster: "bench", kubernetes, contract: `v1.${minor}`, type: "controlplane", options: {} };
  return { op: "generate", in: { ...common, endpoint, secrets, patches: [...patches] } };
}

function judgingMs(binary: string, work: Work): number {
  const [made] = askOracle(binary, [generate(work, 0)], minor);
  const config = made?.out["text"];
  if (typeof config !== "string") throw new Error("Cannot measure: the machinery makes no configuration");
  return perConfigurationMs(binary, () => ({ op: "validate", in: { config, mode: "cloud", strict: false } }));
}

/** Time for many questions less that for few, by question. */
function perConfigurationMs(binary: string, ask: (number: number) => Question): number {
  const timed = (count: number) => {
    const lines = Array.from({ length: count }, (_, id) => JSON.stringify({ id, ...ask(id) }));
    const start = performance.now();
    const { status } = spawnSync(binary, [], { input: `${lines.join("\n")}\n`, maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(`Cannot measure: the machinery ended with ${status}`);
    return performance.now() - start;
  };
  const samples = Array.from({ length: repetitions }, () => (timed(many) - timed(few)) / (many - few));
  return median(samples);
}
