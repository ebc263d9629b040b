/** Runs before each test file (`setupFilesAfterEnv`): a test whose sandbox differs from Hetzner's document fails. */
import { ExchangeWatch } from "./watch";

let watch: ExchangeWatch | undefined;

// Not earlier: where all tests of a file are skipped nothing runs at its end, and the next file would be watched as well.
beforeAll(() => {
  watch = new ExchangeWatch();
});
afterEach(() => {
  const complaints = watch?.complaints ?? [];
  watch?.reset();
  if (complaints.length > 0) {
    throw new Error(`The sandbox differs from Hetzner's OpenAPI document:\n${complaints.slice(0, 10).join("\n")}`);
  }
});
afterAll(() => watch?.close());
