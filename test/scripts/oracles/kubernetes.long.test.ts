/**
 * What a real kube-apiserver answered is answered by the sandbox, and what kubectl did it does here (where the kubectl of
 * this machine is of a recorded version), but for what is listed with a reason.
 */
import { replay } from "../../../scripts/oracles/kubernetes";
import { describeIf } from "../../support/availability";
import { oracle } from "../../support/oracles";

const files = ["contract.jsonl.gz", "kubectl-1.32.jsonl", "kubectl.jsonl"].flatMap(
  (name) => oracle(`kubernetes/${name}`) ?? [],
);

describeIf(files.length > 0, "no recordings of a kube-apiserver (HEPHAESTUS_ORACLES)", "recordings", () => {
  test.each(files)(
    "%s: nothing differs without a reason, and no reason is out of date",
    async (file) => {
      const { failed, failures } = await replay([file]);
      expect(failures.filter((line) => !line.startsWith("SKIPPED"))).toEqual([]);
      expect(failed).toBe(0);
    },
    600_000,
  );
});
