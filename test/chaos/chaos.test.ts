/** A sample of the crash matrix; the whole of it is `npm run chaos`. */
import { runChaos } from "./run-chaos";

test("killed or failed at any point, one apply converges", async () => {
  const lines: string[] = [];
  const { cases, failures, missed } = await runChaos({ sample: 25, tell: (line) => lines.push(line) });
  expect(failures).toEqual([]);
  expect(cases + missed).toBe(25);
  expect(cases).toBeGreaterThan(18);
}, 600_000);
