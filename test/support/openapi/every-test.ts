/** Runs before each test file (`setupFilesAfterEnv`): a test whose sandbox differs from Hetzner's document fails. */
import { ExchangeWatch } from "./watch";

const watch = new ExchangeWatch();

afterEach(() => {
  const { complaints } = watch;
  watch.reset();
  if (complaints.length > 0) {
    throw new Error(`The sandbox differs from Hetzner's OpenAPI document:\n${complaints.slice(0, 10).join("\n")}`);
  }
});
afterAll(() => watch.close());
