/** The smallest example lives with every `npm test`; all of them, under both cores, with `npm run test:long`. */
import { findCores } from "../../scripts/cores";
import { testIf } from "../support/availability";
import { LIFE_LIMIT_MS, live } from "./example-life";
import { EXAMPLES } from "./lives";

const [core] = findCores();

testIf(
  core !== undefined,
  "there is neither terraform nor tofu",
  "the example minimal deploys, plans nothing, sees and mends what was changed behind its back, leaves nothing",
  async () => {
    if (core !== undefined) await live(core, "minimal", EXAMPLES.minimal);
  },
  LIFE_LIMIT_MS,
);
