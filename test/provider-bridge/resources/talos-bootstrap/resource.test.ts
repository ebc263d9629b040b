import { talosBootstrap } from "../../../../provider-bridge/resources/talos-bootstrap/resource";

test("The schema names what the interface promises", () => {
  expect(Object.keys(talosBootstrap().schema.attributes)).toEqual(
    expect.arrayContaining(["cluster", "endpoint", "drift"]),
  );
});
