/** The stand-in asks what the real provider asked, in every recorded case but those with a reason. */
import { findCores } from "../../../../scripts/cores";
import { replayHalf, summary } from "../../../../scripts/oracles/hcloud-http";
import { describeIf } from "../../../support/availability";

import { oracle } from "../../../support/oracles";

const file = oracle("hcloud-provider/http.jsonl.gz");
const hasTerraform = findCores().some(({ family }) => family === "terraform");

describeIf(
  file !== undefined && hasTerraform,
  "no recordings of the hcloud provider (HEPHAESTUS_ORACLES), or no terraform on PATH",
  "hcloud-http, the stand-in's half, whole",
  () => {
    test("no recorded case ends otherwise without a reason", async () => {
      const { passed, failed, skipped, failures } = summary(await replayHalf("stand-in", [], () => true));
      expect(failures.filter((line) => !line.startsWith("SKIPPED"))).toEqual([]);
      expect(failed).toBe(0);
      expect(passed).toBeGreaterThan(skipped * 50);
    }, 1_800_000);
  },
);
