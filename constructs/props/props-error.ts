/** One thing that is wrong with props. */
export interface PropProblem {
  /** The prop, by its path: `count`, or `nodes.workers[1].count` once it is told in terms of a whole cluster. */
  readonly prop: string;
  /** What is wrong with it, to be read after its name: its value, and what is allowed. */
  readonly text: string;
}

/** What of one construct cannot be made. */
export interface Refusal {
  /** For instance `pool "general"`. */
  readonly what: string;
  readonly problems: readonly PropProblem[];
}

/** Props that cannot be used: everything that is wrong, one a line. Who read them from a file tells where they stand. */
export class PropsError extends RangeError {
  // Private, because Node prints an error's own fields behind its message, which says all of it.
  readonly #refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    const lines = refusals.map(
      ({ what, problems }) => `Cannot make ${what}: ${problems.map(sentence).join("\n  and: ")}`,
    );
    super(lines.join("\n"));
    this.name = "PropsError";
    this.#refusals = refusals;
  }

  /** What cannot be made, and why. */
  get refusals(): readonly Refusal[] {
    return this.#refusals;
  }
}

/** What is wrong, with the name of the prop. */
export function sentence({ prop, text }: PropProblem): string {
  return `"${prop}" ${text}`;
}

/**
 * Makes a part out of props that were made of others, and tells what is wrong in terms of those: `origin` gives the path
 * of a part's prop among them.
 */
export function inTermsOf<T>(origin: (prop: string) => string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof PropsError)) throw error;
    throw new PropsError(
      error.refusals.map(({ what, problems }) => ({
        what,
        problems: problems.map(({ prop, text }) => ({ prop: origin(prop), text })),
      })),
    );
  }
}

/** Makes several parts; what is wrong with any is told together. */
export function makeAll<T>(makers: readonly (() => T)[]): readonly T[] {
  const refusals: Refusal[] = [];
  const made = makers.flatMap((make) => {
    try {
      return [make()];
    } catch (error) {
      if (!(error instanceof PropsError)) throw error;
      refusals.push(...error.refusals);
      return [];
    }
  });
  if (refusals.length > 0) throw new PropsError(refusals);
  return made;
}
