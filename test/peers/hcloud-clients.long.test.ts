/** Hetzner's own clients walk every resource of a sandbox: the judges of how real it is. */
import { describeIf } from "../support/availability";
import { hasGo } from "../support/go";
import { type ClientWalk, goWalk, pythonWalk, WALK_SPEEDS } from "./hetzner-clients";

const timeoutMs = 300_000;

const python = pythonWalk();

describeIf(
  python !== undefined,
  "no Python with venv, or hcloud cannot be installed",
  "Hetzner's Python client",
  () => {
    test.each(WALK_SPEEDS)(
      "at speed %d",
      async (speed) => {
        expect(await python?.walk(speed)).toMatch(/^OK python/);
      },
      timeoutMs,
    );
  },
);

describeIf(hasGo(), "no Go", "Hetzner's Go client", () => {
  let go: ClientWalk | undefined;
  beforeAll(async () => {
    go = await goWalk();
  }, timeoutMs);
  afterAll(() => go?.close());

  test.each(WALK_SPEEDS)(
    "at speed %d",
    async (speed) => {
      expect(await go?.walk(speed)).toMatch(/^OK go/);
    },
    timeoutMs,
  );
});
