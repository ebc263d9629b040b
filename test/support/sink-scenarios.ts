/** The recorded scenarios of the kitchen sink as tests; what this machine lacks skips aloud. */
import { type Core, findCores, findOnPath } from "../../scripts/cores";
import { listedDifferences } from "../../scripts/sink/differences";
import { sinkOracle } from "../../scripts/sink/oracle";
import { runSink } from "../../scripts/sink/run";
import { testIf } from "./availability";

/** What to run on which core. */
export interface SinkTest {
  readonly family: Core["family"];
  /** @default every scenario */
  readonly only?: readonly string[];
  readonly timeoutMs: number;
}

/** A test that runs scenarios, and expects the recorded results but for the listed differences. */
export function testScenarios({ family, only, timeoutMs }: SinkTest): void {
  const core = findCores().find((each) => each.family === family);
  const missing = [
    core === undefined ? [family] : [],
    sinkOracle() === undefined ? ["the oracle go/kitchen-sink"] : [],
    findOnPath("python3") === undefined ? ["python3"] : [],
  ].flat();
  const title = `${only?.length ?? "all"} recorded scenarios on ${family}`;
  const run = async () => {
    if (core === undefined) throw new Error("Cannot run the scenarios without a core");
    const said: string[] = [];
    const listed = await listedDifferences();
    const options = { core, jobs: 2, listed, print: (line: string) => said.push(line) };
    const result = await runSink(only === undefined ? options : { ...options, only });
    expect(result.report.filter((line) => !line.startsWith("LISTED"))).toEqual([]);
    expect({ bad: result.bad, said: result.bad === 0 ? [] : said }).toEqual({ bad: 0, said: [] });
    expect(result.scenarios).toBeGreaterThanOrEqual(only?.length ?? 75);
  };
  testIf(missing.length === 0, `this machine lacks ${missing.join(", ")}`, title, run, timeoutMs);
}
