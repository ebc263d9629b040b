import { talosMachine } from "../../../../provider-bridge/resources/talos-machine/resource";

test("The schema names what the interface promises", () => {
  expect(Object.keys(talosMachine().schema.attributes)).toEqual(
    expect.arrayContaining([
      "cluster",
      "name",
      "endpoint",
      "role",
      "server_id",
      "machine_config_wo",
      "drift",
      "action",
    ]),
  );
});
