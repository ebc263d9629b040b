/**
 * `npm run sink`: the kitchen sink built on our framework, through the recorded scenarios of its Go twin.
 * `npm run sink -- --core terraform --only 1* --keep DIR`: one core, some scenarios, their folders kept.
 * Ends with a line `RESULT …` and status 0 when every step did what it must and nothing unexplained differs.
 */
import { parseArgs } from "node:util";
import { type Core, findCores } from "./cores";
import { useOwnTemporaryFolder } from "./own-temporary-folder";
import { listedDifferences } from "./sink/differences";
import { runSink, type SinkResult } from "./sink/run";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { core: { type: "string" }, only: { type: "string" }, jobs: { type: "string" }, keep: { type: "string" } },
  });
  const cores = findCores().filter(({ family }) => values.core === undefined || values.core === family);
  if (cores.length === 0) throw new Error("Cannot run the scenarios: there is no terraform and no tofu on PATH");
  useOwnTemporaryFolder();
  const results: SinkResult[] = [];
  for (const core of cores) results.push(await runOne(core, values));
  const sum = (key: "scenarios" | "bad" | "different" | "listed") => results.reduce((all, each) => all + each[key], 0);
  const bad = sum("bad");
  const different = sum("different");
  console.log(
    `RESULT cores=${results.map((each) => each.version).join(",")} scenarios=${sum("scenarios")} bad=${bad} ` +
      `different=${different} listed=${sum("listed")}`,
  );
  if (bad + different > 0) process.exitCode = 1;
}

async function runOne(
  core: Core,
  { only, jobs, keep }: { readonly only?: string; readonly jobs?: string; readonly keep?: string },
): Promise<SinkResult> {
  const result = await runSink({
    core,
    jobs: Number(jobs ?? 2),
    listed: await listedDifferences(),
    print: (line) => console.log(line),
    ...(only === undefined ? {} : { only }),
    ...(keep === undefined ? {} : { keep }),
  });
  for (const line of result.report) console.log(line);
  return result;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
