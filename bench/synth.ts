/**
 * `npm run bench -- synth`: a cluster of 100 nodes by our stack, against the same resources written one by one with
 * bindings. Both ship the provider; both are timed from the end of loading cdktf to the end of writing.
 */
import { deepStrictEqual } from "node:assert";
import { measure, median, printResult, printTable, type Subject } from "./harness";
import { SynthPrograms, type SynthTimes, type Way } from "./synth/index";

const WAYS: readonly Way[] = ["ours", "raw"];

/** Measures and prints. */
export async function run(): Promise<void> {
  const programs = new SynthPrograms();
  try {
    for (const way of WAYS) programs.run(way);
    deepStrictEqual(programs.written("ours"), programs.written("raw"));
    const { samples, rounds, disturbed } = await measure(WAYS.map((way) => subject(programs, way)));
    const of = (way: Way, part: (times: SynthTimes) => number) => median((samples.get(way) ?? []).map(part));
    const row = (name: string, part: (times: SynthTimes) => number) => [
      name,
      ...WAYS.map((way) => of(way, part).toFixed(0)),
    ];
    printTable(
      ["100 nodes, ms of processor time (median)", ...WAYS],
      [
        row("load cdktf", ({ cdktf }) => cdktf),
        row("load the library, or the bindings", ({ library }) => library),
        row("make and write", ({ synth }) => synth),
        row("all beyond loading cdktf", beyond),
      ],
    );
    console.log(`${rounds} rounds, ${disturbed} samples disturbed`);
    printResult({
      ratio: of("ours", beyond) / of("raw", beyond),
      seconds: of("ours", beyond) / 1000,
      library_ms: of("ours", ({ library }) => library),
    });
  } finally {
    programs.remove();
  }
}

function beyond({ library, synth }: SynthTimes): number {
  return library + synth;
}

function subject(programs: SynthPrograms, way: Way): Subject<SynthTimes> {
  return { name: way, sample: async () => programs.run(way), numberOf: beyond };
}
