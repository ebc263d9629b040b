import { TerraformStack, Testing } from "cdktf";
import { Firewall, HcloudProvider, Server } from "../../../constructs/bindings/hcloud";
import { TalosMachine, TalosSecrets } from "../../../constructs/bindings/hephaestus";
import { resourceOf, synthesised } from "../../support/synthesised";

const reference = (path: string) => ["$", "{", path, "}"].join("");

test("props become Terraform's names, inside objects too, and the keys of maps stay the user's", () => {
  const json = synthesised((stack) => {
    new HcloudProvider(stack, "hcloud", { pollInterval: "1s" });
    new Server(stack, "server", {
      name: "a",
      serverType: "cx23",
      labels: { camelCase: "kept" },
      network: [{ networkId: 1, aliasIps: [] }],
      timeouts: { create: "5m" },
    });
  });
  expect(resourceOf(json, "hcloud_server")).toEqual({
    name: "a",
    server_type: "cx23",
    labels: { camelCase: "kept" },
    network: [{ network_id: 1, alias_ips: [] }],
    timeouts: { create: "5m" },
  });
  expect(json.provider).toEqual({ hcloud: [{ poll_interval: "1s" }] });
});

test("attributes are references, whatever their type; objects, maps and lists pass whole", () => {
  const json = synthesised((stack) => {
    const secrets = new TalosSecrets(stack, "secrets");
    const firewall = new Firewall(stack, "firewall", { name: "a" });
    const server = new Server(stack, "server", { name: "a", serverType: "cx23", labels: firewall.labels });
    new TalosMachine(stack, "machine", {
      ...{ cluster: "c", name: "n", role: "worker", machineConfig: "x" },
      endpoint: server.ipv4Address,
      serverId: server.id,
      clientConfiguration: secrets.clientConfiguration,
      onDestroy: { deleteNode: false },
    });
  });
  expect(resourceOf(json, "hephaestus_talos_machine")).toMatchObject({
    endpoint: reference("hcloud_server.server.ipv4_address"),
    client_configuration: reference("hephaestus_talos_secrets.secrets.client_configuration"),
    on_destroy: { delete_node: false },
  });
  expect(resourceOf(json, "hcloud_server")["labels"]).toBe(reference("hcloud_firewall.firewall.labels"));
});

test("meta-arguments, overrides and HCL work as with any binding", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const provider = new HcloudProvider(stack, "hcloud", { alias: "eu" });
  const server = new Server(stack, "server", {
    name: "a",
    serverType: "cx23",
    provider,
    count: 2,
    publicNet: [{ ipv4Enabled: true }],
  });
  server.addOverride("rescue", "linux64");
  expect(resourceOf(JSON.parse(Testing.synth(stack)), "hcloud_server")).toMatchObject({
    count: 2,
    provider: "hcloud.eu",
    rescue: "linux64",
  });
  expect(Testing.synthHcl(stack)).toContain("public_net {\nipv4_enabled = true\n}");
});

test("a class is loaded when it is first used", () => {
  jest.isolateModules(() => {
    const bindings: object = require("../../../constructs/bindings/hcloud");
    const property = Object.getOwnPropertyDescriptor(
      require("../../../constructs/bindings/generated/hcloud"),
      "Volume",
    );
    expect(property?.get).toBeInstanceOf(Function);
    expect(Reflect.get(bindings, "Volume")).toBe(
      require("../../../constructs/bindings/generated/hcloud/volume").Volume,
    );
  });
});
