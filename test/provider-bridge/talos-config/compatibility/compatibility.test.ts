import { kubernetesSupport, talosUpgrade, upgradePath } from "../../../../provider-bridge/talos-config/compatibility";

test("a path goes through every minor version and ends at the target", () => {
  const path = upgradePath("v1.9.1", "v1.13.0");
  expect(path.at(-1)).toBe("1.13.0");
  expect(path.length).toBeGreaterThanOrEqual(1);
});

test("each step of a path is one that Talos takes", () => {
  const steps = ["v1.9.1", ...upgradePath("v1.9.1", "v1.13.0")];
  const verdicts = steps.slice(1).map((to, index) => talosUpgrade(steps[index] ?? "", to).supported);
  expect(verdicts.every(Boolean)).toBe(true);
});

test("a Kubernetes that is far too old or too new is refused with a reason", () => {
  expect(kubernetesSupport("1.34.1", "v1.13.0").supported).toBe(true);
  expect(kubernetesSupport("1.20.0", "v1.13.0")).toMatchObject({ supported: false });
  expect(kubernetesSupport("1.60.0", "v1.13.0")).toMatchObject({ supported: false });
});
