/** The stand-in asks what the real provider asked, and leaves the same state: of each type the fullest life. */
import { findCores } from "../../../../scripts/cores";
import { replayHalf, summary } from "../../../../scripts/oracles/hcloud-http";
import { describeIf } from "../../../support/availability";

import { oracle } from "../../../support/oracles";

const file = oracle("hcloud-provider/http.jsonl.gz");
const hasTerraform = findCores().some(({ family }) => family === "terraform");

/** Each type once, from nothing to nothing, and what may go wrong on the way. All of it: npm run test:long. */
const FULLEST =
  /^(\w+(:\w+)?\/create-full|(network_subnet|volume|rdns)\/create-min|(firewall|volume|load_balancer_network)\/vanished|volume\/attach-action-error|load_balancer\/import-by-name|polling\/sdk-half|chain\/cluster|data-(firewalls|load_balancer|volumes|certificate)\/\w+=[^,]+)$/;

describeIf(
  file !== undefined && hasTerraform,
  "no recordings of the hcloud provider (HEPHAESTUS_ORACLES), or no terraform on PATH",
  "hcloud-http, the stand-in's half",
  () => {
    test("the fullest life of each type is as recorded", async () => {
      const outcomes = await replayHalf("stand-in", [], (name) => FULLEST.test(name));
      expect(summary(outcomes).failures.filter((line) => !line.startsWith("SKIPPED"))).toEqual([]);
      expect(outcomes.length).toBeGreaterThan(30);
      expect(outcomes.filter(({ kind }) => kind === "skipped")).toEqual([]);
    }, 120_000);
  },
);
