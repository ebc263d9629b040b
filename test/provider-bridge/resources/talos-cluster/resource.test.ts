import { talosCluster } from "../../../../provider-bridge/resources/talos-cluster/resource";

test("The schema names what the interface promises", () => {
  expect(Object.keys(talosCluster().schema.attributes)).toEqual(
    expect.arrayContaining(["cluster", "endpoint", "drift"]),
  );
});
