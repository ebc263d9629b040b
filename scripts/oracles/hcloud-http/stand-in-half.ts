/**
 * The stand-in's half: a real core runs the recorded commands on the stand-in, whose requests get the recorded answers.
 * It must ask the same in the same order, and leave the same state and plans.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "../../../provider-bridge/framework/contract/context";
import { reattachEnvironment, serveForReattach } from "../../../provider-bridge/plugin";
import { createStandInMethods } from "../../../sandbox/stand-in";
import { addressesOf } from "../../build/mirror";
import type { Core } from "../../cores";
import { type CommandResult, CoreFolder } from "./core-folder";
import { type CommandStep, type HttpCase, parseHttpCase } from "./http-case";
import type { Json } from "./json";
import type { Outcome } from "./outcome";
import { Recorder } from "./recorder";
import { standInReasonFor } from "./stand-in-reasons";
import { changeDifferences, stateDifferences } from "./state-difference";

const ADDRESS = "registry.terraform.io/hetznercloud/hcloud";

/**
 * An error that has no address is the core's: the real provider's answer to an update of what is gone does not fit the
 * plan. The stand-in says itself that it is gone.
 */
const INCONSISTENT = "error";

const silent: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Runs the cases one after the other. */
export async function replayStandInHalf(core: Core, cases: readonly Json[]): Promise<readonly Outcome[]> {
  const base = mkdtempSync(join(tmpdir(), "hephaestus-oracle-"));
  // Nothing waits here: what would be waited is counted, and held against the recorded gaps.
  let waitedMs = 0;
  const recorder = await Recorder.start(() => waitedMs);
  const environment = { HCLOUD_TOKEN: "0".repeat(64), HCLOUD_ENDPOINT: recorder.endpoint };
  const server = await serveForReattach({
    providerAddress: ADDRESS,
    methods: createStandInMethods({
      environment,
      log: silent,
      pause: async (durationMs, signal) => {
        signal.throwIfAborted();
        waitedMs += durationMs;
      },
    }),
  });
  const attached = Object.fromEntries(addressesOf(ADDRESS).map((each) => [each, server.reattachConfig]));
  try {
    const outcomes: Outcome[] = [];
    for (const [index, json] of cases.entries()) {
      const folder = join(base, String(index));
      mkdirSync(folder);
      const one = parseHttpCase(json);
      const reattach = { TF_REATTACH_PROVIDERS: reattachEnvironment(attached) };
      outcomes.push(
        judged(one, await replayCase(one, recorder, new CoreFolder(core, folder, reattach, one.providerBlock))),
      );
      rmSync(folder, { recursive: true, force: true });
    }
    return outcomes;
  } finally {
    server.close();
    await recorder.close();
    rmSync(base, { recursive: true, force: true });
  }
}

/** The differences of the first command that differs; what follows from it is not looked at. */
async function replayCase({ steps }: HttpCase, recorder: Recorder, folder: CoreFolder): Promise<readonly string[]> {
  for (const [index, step] of steps.entries()) {
    const resources = step.config.match(/^(resource|data) /gm)?.length ?? 0;
    recorder.expect({ requests: step.requests, inOrder: resources <= 1, unreachable: step.unreachable });
    const result = await folder.run(step);
    // Where the real provider's process died, ours must only end; what it leaves is its own.
    if (step.panicked) return [];
    const lines = [...endDifferences(step, result), ...recorder.differences(), ...resultDifferences(step, result)];
    if (lines.length > 0) return lines.map((line) => `${index + 1}. ${step.command}: ${line}`);
  }
  return [];
}

function endDifferences(step: CommandStep, result: CommandResult): readonly string[] {
  if (step.succeeded !== result.succeeded) {
    return [step.succeeded ? `failed: ${result.errors.join("; ")}` : "recorded a failure, succeeded"];
  }
  // An import prints no diagnostics that could be compared.
  if (step.command === "import") return [];
  const [wanted, told] = [step.told, result.told].map((diagnostics) => [...diagnostics].sort().join(", "));
  if (wanted === told || (wanted === INCONSISTENT && !step.succeeded)) return [];
  return [`diagnostics: recorded [${wanted}], got [${told}]`];
}

function resultDifferences(step: CommandStep, result: CommandResult): readonly string[] {
  return [
    ...(step.state === undefined ? [] : stateDifferences(step.state, result.state)),
    ...(step.changes === undefined ? [] : changeDifferences(step.changes, result.changes)),
  ];
}

function judged({ name }: HttpCase, lines: readonly string[]): Outcome {
  if (lines.length === 0) return { name, kind: "passed", lines };
  const reasons = lines.map((line) => standInReasonFor(name, line));
  const [first] = reasons;
  if (first !== undefined && !reasons.includes(undefined)) return { name, kind: "skipped", lines: [first] };
  return { name, kind: "failed", lines: lines.filter((_line, index) => reasons[index] === undefined) };
}
