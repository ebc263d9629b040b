import { talosClientConfig } from "../../../../provider-bridge/data-sources/talos-client-config/data-source";
import { talosconfig } from "../../../../provider-bridge/talos-config";
import { object, serve, THING, told } from "../../../support/served";

const client = object({ ca_certificate: "Y2E=", client_certificate: "Y3J0", client_key: "a2V5" });

test("The talosconfig is read by talosctl's rules and holds what was given", async () => {
  const { server, signal } = serve({ dataSource: talosClientConfig });
  const config = object({
    cluster: "prod",
    client_configuration: client,
    endpoints: ["203.0.113.1"],
    nodes: null,
    talosconfig: null,
  });
  const { state, diagnostics } = await server.readDataSource({ typeName: THING, config }, signal);
  expect(told(diagnostics)).toEqual([]);
  const text = state instanceof Map ? state.get("talosconfig") : undefined;
  const { context, contexts } = talosconfig().parseTalosConfig(String(text));
  expect(context).toBe("prod");
  expect(contexts.get("prod")).toMatchObject({
    endpoints: ["203.0.113.1"],
    nodes: [],
    ca: "Y2E=",
    crt: "Y3J0",
    key: "a2V5",
  });
});
