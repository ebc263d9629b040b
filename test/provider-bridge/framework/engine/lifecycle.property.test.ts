/** Random schemas and configurations through a whole life under a small Terraform: no call may break one of its rules. */
import { live } from "./life";

const LIVES = 120;

test(`${LIVES} random resources are created, left alone, changed and destroyed without breaking a rule`, async () => {
  for (let seed = 1; seed <= LIVES; seed += 1) await live(seed);
});
