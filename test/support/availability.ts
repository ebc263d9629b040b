/**
 * What a machine may lack: tests that need it say so here, and skip with a printed reason, never silently.
 */
import { writeSync } from "node:fs";

/**
 * Runs a suite when `available`, otherwise skips it and prints the reason once, so that a skip is seen and counted.
 * The body is still collected when skipped; it must not touch what is missing outside of hooks and tests.
 */
export function describeIf(available: boolean, reason: string, title: string, body: () => void): void {
  if (available) {
    describe(title, body);
    return;
  }
  writeSync(2, `SKIPPED "${title}": ${reason}\n`);
  describe.skip(title, body);
}

/** Like {@link describeIf}, for one test; `timeoutMs` as jest takes it. */
export function testIf(
  available: boolean,
  reason: string,
  title: string,
  body: (() => void) | (() => Promise<void>),
  timeoutMs?: number,
): void {
  if (available) {
    test(title, body, timeoutMs);
    return;
  }
  writeSync(2, `SKIPPED "${title}": ${reason}\n`);
  test.skip(title, body);
}
