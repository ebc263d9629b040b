import { setTimeout as pause } from "node:timers/promises";
import { processorLoad } from "./processor-load";
import { medianUncertainty } from "./statistics";

/** Something that is measured: one call is one sample. */
export interface Subject<Sample> {
  readonly name: string;
  /** Takes one sample. What it throws ends the benchmark. */
  sample(): Promise<Sample>;
  /** The number of a sample by which it is decided whether there are enough of them, for instance milliseconds. */
  numberOf(sample: Sample): number;
}

/** How long to go on. */
export interface MeasureOptions {
  /** Rounds that are thrown away. @default 2 */
  readonly warmup?: number;
  /** @default 15 */
  readonly minRounds?: number;
  /** @default 60 */
  readonly maxRounds?: number;
  /** Rounds end once every median is known to within this share of itself. @default 0.02, so that two runs agree within 5 % */
  readonly uncertainty?: number;
  /** How long a sample waits for a quiet machine, at most. @default 3000 */
  readonly quietMs?: number;
  /** No new round begins after this time. @default 300000 */
  readonly limitMs?: number;
}

/** What came out. */
export interface Measured<Sample> {
  /** Samples by the name of their subject, in the order of rounds. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  readonly rounds: number;
  /** Samples that stayed disturbed by other work on the machine. */
  readonly disturbed: number;
  /** The greatest uncertainty of a median, as a share of it. */
  readonly uncertainty: number;
}

/** How often a disturbed sample is taken again. */
const MAX_ATTEMPTS = 4;

/**
 * Takes samples of all subjects round by round, so that a disturbance hits all of them alike. Each waits for a quiet
 * moment, and is taken again where others used the processors meanwhile.
 */
export async function measure<Sample>(
  subjects: readonly Subject<Sample>[],
  options: MeasureOptions = {},
): Promise<Measured<Sample>> {
  const { warmup = 2, minRounds = 15, maxRounds = 60, uncertainty = 0.02 } = options;
  const { quietMs = 3000, limitMs = 300_000 } = options;
  const samples = new Map<string, Sample[]>(subjects.map(({ name }) => [name, []]));
  const reached = () =>
    Math.max(...subjects.map(({ name, numberOf }) => medianUncertainty((samples.get(name) ?? []).map(numberOf))));
  const sampler = new QuietSampler(quietMs);
  const began = performance.now();
  let [rounds, disturbed] = [0, 0];
  for (let round = -warmup; round < maxRounds; round += 1) {
    const isEnough = rounds >= minRounds && reached() <= uncertainty;
    if (isEnough || (rounds > 0 && performance.now() - began > limitMs)) break;
    for (const subject of subjects) {
      const { sample, isDisturbed } = await sampler.sample(subject);
      if (round < 0) continue;
      samples.get(subject.name)?.push(sample);
      if (isDisturbed) disturbed += 1;
    }
    if (round >= 0) rounds += 1;
  }
  return { samples, rounds, disturbed, uncertainty: reached() };
}

/** Takes one sample at a quiet moment, or after a while at any moment. */
class QuietSampler {
  readonly #quietMs: number;
  #patienceMs: number;

  constructor(quietMs: number) {
    this.#quietMs = quietMs;
    this.#patienceMs = quietMs;
  }

  async sample<Sample>(subject: Subject<Sample>): Promise<{ readonly sample: Sample; readonly isDisturbed: boolean }> {
    for (let attempt = 1; ; attempt += 1) {
      const isQuiet = await this.#wait();
      const before = processorLoad();
      const began = performance.now();
      const sample = await subject.sample();
      const after = processorLoad();
      const others = after.everybody - before.everybody - (after.own - before.own);
      // A tick is 10 ms, and a sample may end between two ticks; beyond that, a tenth of one processor is a disturbance.
      const isDisturbed = others > Math.max(3, (performance.now() - began) / 100);
      // Where it was not even quiet before, another attempt would hardly go better.
      if (!isDisturbed || !isQuiet || attempt === MAX_ATTEMPTS) return { sample, isDisturbed };
    }
  }

  /** Waits for quiet; on a machine that is never quiet, the waits become shorter and shorter. */
  async #wait(): Promise<boolean> {
    const isQuiet = await waitForQuiet(this.#patienceMs);
    this.#patienceMs = isQuiet ? this.#quietMs : this.#patienceMs / 2;
    return isQuiet;
  }
}

/** Whether the machine did almost nothing for 80 ms, within `limitMs`. */
async function waitForQuiet(limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs;
  do {
    const { everybody } = processorLoad();
    await pause(80);
    if (processorLoad().everybody - everybody <= 3) return true;
  } while (performance.now() < until);
  return false;
}
