/** The cluster that is synthesised both ways: its sizes, and what both programs are given and answer. */

/** Nodes by role; a hundred in all. */
export const COUNTS = { controlPlane: 3, worker: 97 } as const;
/** Its name. */
export const CLUSTER = "bench";
/** Where its servers are. */
export const REGION = "fsn1";
/** What its servers are. */
export const SERVER_TYPE = "cpx22";

/** What a program tells of its run: milliseconds of processor time of each part, so that a busy machine hardly counts. */
export interface SynthTimes {
  /** Loading cdktf. */
  readonly cdktf: number;
  /** Loading the library, or the bindings. */
  readonly library: number;
  /** Making constructs and writing JSON. */
  readonly synth: number;
}

/** Folders of a run: the built library, and where the JSON goes. */
export function folders([library = "", outdir = ""]: readonly string[] = process.argv.slice(2)) {
  return { library, outdir };
}

/** Runs the three parts one after another, and prints their times as JSON. */
export function timed(loadCdktf: () => unknown, loadLibrary: () => unknown, synth: () => void): void {
  const times = [loadCdktf, loadLibrary, synth].map((part) => {
    const before = process.cpuUsage();
    part();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  const [cdktf = 0, library = 0, rest = 0] = times;
  console.log(JSON.stringify({ cdktf, library, synth: rest } satisfies SynthTimes));
}
