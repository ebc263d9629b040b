/** What a message must say of a wait that did not end: what was waited for, what was seen last, how to see more. */

/** The three parts. */
export interface TimeOutParts {
  /** What was waited for, with the last state that was seen; as far as it goes, in the words of the message. */
  readonly seen: RegExp;
  /** Commands and places where a person sees more. */
  readonly look: RegExp;
}

/** Asserts that a run told a time-out of Terraform's operation with all its parts. */
export function expectTimeOut(said: string, { seen, look }: TimeOutParts): void {
  const told =
    / time-out after \d+s while (?<seen>.*?) (?:with hephaestus_\S+, .*?)?What has been reached stays as it is. Find out why it takes so long \((?<look>.*?)\);/.exec(
      said,
    );
  if (told === null) throw new Error(`No time-out is told with all its parts:\n${said}`);
  expect(told.groups?.["seen"]).toMatch(seen);
  expect(told.groups?.["look"]).toMatch(look);
}
