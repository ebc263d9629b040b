/** The HA-shaped stack with the real provider, with the stand-in, and the two against each other. */
import { existsSync } from "node:fs";
import { type Core, findCores } from "../../../scripts/cores";
import type { Evidence } from "../evidence";
import { comparedCount, stackDifferences } from "./compare";
import { reasonFor } from "./differences";
import { liveThrough, type StackRun } from "./lifecycle";
import { realProvider, standIn } from "./provider";
import { makeVariables } from "./variables";

const WHAT = "HA stack: plan, apply, change, drift, import, destroy";
const COMPARED = "HA stack: plans and states of the two, attribute by attribute";

/** Runs the stack on terraform; without the real provider's path only with the stand-in. */
export async function judgeByStack(): Promise<readonly Evidence[]> {
  const core = findCores().find(({ family }) => family === "terraform");
  const path = process.env["HEPHAESTUS_HCLOUD_PROVIDER"];
  if (core === undefined) return [skipped("hetznercloud/hcloud", WHAT, "there is no terraform on PATH")];
  const variables = await makeVariables();
  const ours = await liveThrough({ core, variables, provider: standIn });
  const evidence = [lifeOf("stand-in for hetznercloud/hcloud", core, ours)];
  if (path === undefined || !existsSync(path)) {
    const reason = `HEPHAESTUS_HCLOUD_PROVIDER ${path === undefined ? "is not set" : `names no file: "${path}"`}`;
    return [
      skipped("hetznercloud/hcloud", WHAT, reason),
      skipped("hetznercloud/hcloud", COMPARED, reason),
      ...evidence,
    ];
  }
  const real = await liveThrough({ core, variables, provider: () => realProvider(path) });
  return [lifeOf("hetznercloud/hcloud", core, real), ...evidence, comparison(real, ours)];
}

function skipped(peer: string, what: string, detail: string): Evidence {
  return { peer, what, result: "skipped", detail };
}

function lifeOf(peer: string, core: Core, run: StackRun): Evidence {
  const failed = run.steps.find(({ problem }) => problem !== "");
  const resources = run.shown.get("state, apply")?.resources.size ?? 0;
  return {
    peer: `${peer}, ${core.family} ${core.version}`,
    what: WHAT,
    result: failed === undefined ? "passed" : "failed",
    detail:
      failed === undefined
        ? `${run.steps.length} steps, ${resources} resources`
        : `step "${failed.name}": ${failed.problem}`,
  };
}

function comparison(real: StackRun, ours: StackRun): Evidence {
  const lines = stackDifferences(real, ours).map((line) => ({ line, reason: reasonFor(line) }));
  const failures = lines.filter(({ reason }) => reason === undefined).map(({ line }) => line);
  const reasons = [...new Set(lines.flatMap(({ reason }) => (reason === undefined ? [] : [reason])))];
  const meant = reasons.length === 0 ? "" : `; meant: ${reasons.join("; ")}`;
  for (const line of failures) console.log(`DIFFERENT ${line}`);
  return {
    peer: "hetznercloud/hcloud and its stand-in",
    what: COMPARED,
    result: failures.length === 0 ? "passed" : "failed",
    detail:
      failures.length === 0
        ? `${comparedCount(real)} values in ${real.shown.size} plans and states${meant}`
        : `${failures.length} differences, the first: ${failures.slice(0, 3).join("; ")}`,
  };
}
