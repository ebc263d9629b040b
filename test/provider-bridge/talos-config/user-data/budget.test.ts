import { maxUserDataBytes, userDataBudget } from "../../../../provider-bridge/talos-config/user-data";
import { legacy } from "../fixtures";

test("Hetzner takes 32 KiB", () => {
  expect(maxUserDataBytes).toBe(32_768);
});

test("says how big a configuration is and what makes it big", () => {
  const content = "x".repeat(40_000);
  const big = userDataBudget(
    legacy(`machine:\n  type: worker\n  files: [{content: ${content}, path: /a, op: create, permissions: 0o644}]\n`),
  );
  expect(big.bytes).toBeGreaterThan(maxUserDataBytes);
  expect(big.fits).toBe(false);
  expect(big.contributors[0]?.path).toBe("v1alpha1 machine.files");
  expect(userDataBudget(legacy("machine:\n  type: worker\n")).fits).toBe(true);
});
