import { nearest as nearestWord } from "../provider-bridge/talos-config/decode/nearest";

/** A command line that makes no sense: told with its way out, and ended with status 2. */
export class UsageError extends Error {
  /** What explains the right way, for instance `hephaestus sandbox --help`. */
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.name = "UsageError";
    this.help = help;
  }
}

/** The known name that is nearest to what was written, where one is near: at most two letters wrong. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  return nearestWord(written, known, 2);
}
