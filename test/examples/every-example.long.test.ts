/** Every example that cdktf deploys, from nothing to nothing, under terraform and tofu. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeCores } from "../support/cores";
import { LIFE_LIMIT_MS, live } from "./example-life";
import { EXAMPLES } from "./lives";

test("no example is without its life", () => {
  const folders = readdirSync(join(__dirname, "../../examples")).filter((name) => name !== "hcl");
  expect(Object.keys(EXAMPLES).sort()).toEqual(folders.sort());
});

describeCores("An example", (core) => {
  test.each(Object.entries(EXAMPLES))(
    "%s deploys, plans nothing, sees and mends what was changed behind its back, leaves nothing",
    async (name, life) => live(core, name, life),
    LIFE_LIMIT_MS,
  );
});
