import { fromBundle, machineSecretsType } from "../../../../provider-bridge/attributes";
import { talosMachineConfig } from "../../../../provider-bridge/data-sources/talos-machine-config/data-source";
import { ephemeralMachineConfig } from "../../../../provider-bridge/ephemeral/talos-machine-config/ephemeral";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { secrets } from "../../../../provider-bridge/talos-config";
import { object, serve, THING, told } from "../../../support/served";

const inputs = async (patches: Value): Promise<Record<string, Value>> => ({
  cluster: "prod",
  cluster_endpoint: "https://prod.example.org:6443",
  machine_type: "worker",
  machine_secrets: machineSecretsType.toValue(
    fromBundle(await secrets().makeBundle({ now: new Date(0) }), "v1.13"),
    [],
  ),
  version_contract: null,
  kubernetes_version: "v1.36.3",
  config_patches: patches,
  machine_config: null,
  config_sha256: null,
});

test("The ephemeral resource makes what the data source makes", async () => {
  const config = await inputs(null);
  const { server, signal } = serve({ ephemeral: ephemeralMachineConfig, dataSource: talosMachineConfig });
  const opened = await server.openEphemeralResource({ typeName: THING, config: object(config) }, signal);
  const asData = object({ ...config, user_data_bytes: null });
  const { state } = await server.readDataSource({ typeName: THING, config: asData }, signal);
  expect(told(opened.diagnostics)).toEqual([]);
  const [one, two] = [opened.result, state].map((value) =>
    value instanceof Map ? value.get("machine_config") : undefined,
  );
  expect(one).toContain("type: worker");
  expect(one).toBe(two);
}, 60_000);

test("A patch that cannot be applied is told, and nothing is opened", async () => {
  const config = object(await inputs(["machine: {unknown: 1}"]));
  const { server, signal } = serve({ ephemeral: ephemeralMachineConfig });
  const { result, diagnostics } = await server.openEphemeralResource({ typeName: THING, config }, signal);
  expect(result).toBeUndefined();
  expect(told(diagnostics).join("\n")).toContain("error config_patches[0]: Patch cannot be applied / Patch 1, line 1");
}, 60_000);
