import { talosConfigDiff } from "../../../../provider-bridge/functions/talos-config-diff/function";

const worker = (token: string, more = "") => `version: v1alpha1\nmachine:\n  type: worker\n  token: ${token}\n${more}`;

test("Only meaning counts, and a secret is never shown", () => {
  expect(talosConfigDiff.call(worker("a"), `machine: {token: "a", type: "worker"}\nversion: v1alpha1\n`)).toEqual([]);
  const changes = JSON.stringify(
    talosConfigDiff.call(worker("hunter2hunter2"), worker("swordfish", "  nodeLabels: {a: b}\n")),
  );
  expect(changes).toContain("machine.token");
  expect(changes).toContain("machine.nodeLabels.a");
  expect(changes).not.toMatch(/hunter2|swordfish/);
});

test.each([0, 1])("A text that cannot be read is told by its argument (%i)", (argument) => {
  const texts = [worker("a"), worker("a")].map((text, index) => (index === argument ? "machine: {x: 1}" : text));
  expect(() => talosConfigDiff.call(...texts)).toThrow(expect.objectContaining({ argument }));
});
