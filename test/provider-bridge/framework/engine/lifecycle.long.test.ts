/** More lives; `HEPHAESTUS_FIRST_LIFE` finds one again, or asks for other ones. */
import { live } from "./life";

const LIVES = 3000;
const FIRST = Number(process.env["HEPHAESTUS_FIRST_LIFE"] ?? 1000);

test(`${LIVES} random resources from seed ${FIRST} on live without breaking a rule`, async () => {
  for (let seed = FIRST; seed < FIRST + LIVES; seed += 1) await live(seed);
}, 300_000);
