/** What the real provider asked of the API is answered by the sandbox with the same status and shape. */
import { replayHalf, summary } from "../../../scripts/oracles/hcloud-http";
import { describeIf } from "../../support/availability";
import { oracle } from "../../support/oracles";

const file = oracle("hcloud-provider/http.jsonl.gz");

describeIf(file !== undefined, "no recordings of the hcloud provider (HEPHAESTUS_ORACLES)", "hcloud-http", () => {
  test("no recorded request is answered otherwise without a reason", async () => {
    const { passed, failed, skipped, failures } = summary(await replayHalf("sandbox", [], () => true));
    expect(failures.filter((line) => !line.startsWith("SKIPPED"))).toEqual([]);
    expect(failed).toBe(0);
    expect(passed).toBeGreaterThan(skipped * 10);
  }, 120_000);
});
