/** The same resources, each written by hand with bindings; a program of its own, as its twin `ours.ts`. */
import { join } from "node:path";
import type { TerraformResource } from "cdktf";
import { CLUSTER, COUNTS, folders, REGION, SERVER_TYPE, timed } from "./shape";

const { library, outdir } = folders();
const cdktf = (): typeof import("cdktf") => require("cdktf");
const hcloud = (): typeof import("../../constructs/bindings/hcloud") =>
  require(join(library, "constructs/bindings/hcloud"));
const own = (): typeof import("../../constructs/bindings/hephaestus") =>
  require(join(library, "constructs/bindings/hephaestus"));
const bundled = (): typeof import("../../stacks/bundled-provider/provider") =>
  require(join(library, "stacks/bundled-provider/provider"));
// cdktf's own class for terraform_data starts terraform at each synth, which would flatter us.
const pinned = (): typeof import("../../constructs/firewall/pinned-value") =>
  require(join(library, "constructs/firewall/pinned-value"));

const INSTALLER = `\${provider::hephaestus::talos_installer_image(provider::hephaestus::talos_schematic_id("customization: {}"), "v1.13.9")}`;
const groups = new Map<string, string>();
const label = (role: string, component: string) => ({ cluster: CLUSTER, role, component, "managed-by": "hephaestus" });
type Stack = InstanceType<ReturnType<typeof cdktf>["TerraformStack"]>;

timed(
  cdktf,
  () => [hcloud(), own(), bundled()],
  () => {
    const { App, TerraformStack } = cdktf();
    const app = new App({ outdir });
    write(new TerraformStack(app, CLUSTER));
    app.synth();
  },
);

function write(stack: Stack): void {
  const { HcloudProvider } = hcloud();
  new HcloudProvider(stack, "hcloud");
  new (bundled().HephaestusProvider)(stack, "hephaestus");
  const network = writeNetwork(stack);
  const talos = writeTalos(stack, network.endpoint);
  const servers = { ...network, image: talos.image };
  const controlPlanes = numbers(COUNTS.controlPlane).map((number) =>
    writeServer(stack, servers, "control-plane", number),
  );
  const workers = numbers(COUNTS.worker).map((number) => writeServer(stack, servers, "worker", number));
  const first = controlPlanes.map((each) => writeMachine(stack, talos, each, []));
  const { TalosBootstrap, TalosCluster } = own();
  const common = { cluster: CLUSTER, endpoint: network.endpoint, clientConfiguration: talos.client };
  const members = { controlPlanes: addresses(controlPlanes) };
  const bootstrap = new TalosBootstrap(stack, "bootstrap", { ...common, ...members, dependsOn: first });
  const rest = workers.map((each) => writeMachine(stack, talos, each, [bootstrap]));
  const dependsOn = [bootstrap, ...first, ...rest];
  new TalosCluster(stack, "all", {
    ...{ ...common, ...members, dependsOn },
    workers: addresses(workers),
    waitFor: "nodes_ready",
  });
  writeOutputs(stack, network, bootstrap, [...controlPlanes, ...workers]);
}

function writeOutputs(
  stack: Stack,
  { network, endpoint }: ReturnType<typeof writeNetwork>,
  { kubeconfig, talosconfig }: InstanceType<ReturnType<typeof own>["TalosBootstrap"]>,
  nodes: readonly Written[],
): void {
  const { TerraformOutput } = cdktf();
  new TerraformOutput(stack, "kubeconfig", { value: kubeconfig, sensitive: true });
  new TerraformOutput(stack, "talosconfig", { value: talosconfig, sensitive: true });
  new TerraformOutput(stack, "endpoint", { value: endpoint });
  new TerraformOutput(stack, "network", { value: { id: network.id, cidr: "10.0.0.0/16" } });
  const told = nodes.map(({ name, role, server, attachment }): [string, object] => [
    name,
    {
      ...{ role, pool: role, location: REGION, arch: "amd64", server_id: server.id, private_ip: attachment.ip },
      ...{ public_ipv4: server.ipv4Address, public_ipv6: server.ipv6Address },
    },
  ]);
  new TerraformOutput(stack, "nodes", { value: Object.fromEntries(told) });
}

function writeNetwork(stack: Stack) {
  const { Token } = cdktf();
  const { Firewall, LoadBalancer, LoadBalancerNetwork, LoadBalancerService, LoadBalancerTarget, Network } = hcloud();
  const labels = label("cluster", "network");
  const network = new Network(stack, "company", { name: CLUSTER, ipRange: "10.0.0.0/16", labels });
  const ranges = { "control-plane": "10.0.64.0/22", "load-balancer": "10.0.68.0/22", worker: "10.0.80.0/20" };
  const subnets = new Map(
    Object.entries(ranges).map(([name, ipRange]) => {
      const where = { networkId: Token.asNumber(network.id), type: "cloud", networkZone: "eu-central", ipRange };
      return [name, new (hcloud().NetworkSubnet)(stack, name, where).id];
    }),
  );
  const { cidr } = new (own().DataPublicIp)(stack, "own", { family: "ipv4" });
  const sourceIps = [new (pinned().PinnedValue)(stack, "pin", cidr).value];
  const rule = ["6443", "50000"].map((port) => ({ direction: "in", protocol: "tcp", port, sourceIps }));
  const firewall = new Firewall(stack, "firewall", { name: CLUSTER, labels: label("cluster", "firewall"), rule });
  const balancer = new LoadBalancer(stack, "kube-api", {
    ...{ name: `${CLUSTER}-kube-api`, loadBalancerType: "lb11", location: REGION },
    labels: label("control-plane", "kube-api"),
  });
  const loadBalancerId = Token.asNumber(balancer.id);
  const subnetId = subnets.get("load-balancer") ?? "";
  const attached = { loadBalancerId, subnetId, enablePublicInterface: true };
  const attachment = new LoadBalancerNetwork(stack, "kube-api-network", attached);
  const labelSelector = `cluster=${CLUSTER},role=control-plane,component=node`;
  new LoadBalancerTarget(stack, "kube-api-target", {
    ...{ type: "label_selector", loadBalancerId, labelSelector, usePrivateIp: true, dependsOn: [attachment] },
  });
  const http = [{ path: "/readyz", tls: true, statusCodes: ["200", "401"] }];
  new LoadBalancerService(stack, "kube-api-service", {
    ...{ loadBalancerId: balancer.id, protocol: "tcp", listenPort: 6443, destinationPort: 6443 },
    healthCheck: [{ protocol: "http", port: 6443, interval: 3, timeout: 2, retries: 2, http }],
  });
  const certSans = [balancer.ipv4, balancer.ipv6, attachment.ip];
  return { network, subnets, firewall, endpoint: `https://${balancer.ipv4}:6443`, certSans };
}

function writeTalos(stack: Stack, clusterEndpoint: string) {
  const { TerraformLocal } = cdktf();
  const { DataTalosMachineConfig, TalosImage, TalosSecrets } = own();
  const secrets = new TalosSecrets(stack, "secrets", { versionContract: "v1.13" });
  const machineSecrets = new TerraformLocal(stack, "machine-secrets", secrets.machineSecrets).asBoolean;
  const endpoint = new TerraformLocal(stack, "the-endpoint", clusterEndpoint).asString;
  const labels = { cluster: CLUSTER, role: "cluster" };
  const image = new TalosImage(stack, "image", { talosVersion: "v1.13.9", architecture: "amd64", labels });
  const config = (machineType: string) =>
    new DataTalosMachineConfig(stack, `config-${machineType}`, {
      ...{ cluster: CLUSTER, clusterEndpoint: endpoint, machineType, machineSecrets, versionContract: "v1.13" },
      configPatches: ['{"machine":{"kubelet":{"nodeIP":{"validSubnets":["10.0.64.0/22","10.0.80.0/20"]}}}}'],
    }).machineConfig;
  return {
    ...{ image, client: secrets.clientConfiguration },
    configs: { "control-plane": config("controlplane"), worker: config("worker") },
  };
}

type Role = "control-plane" | "worker";
type Written = ReturnType<typeof writeServer>;
type Servers = ReturnType<typeof writeNetwork> & { readonly image: { readonly id: string } };

function writeServer(stack: Stack, { subnets, firewall, image }: Servers, role: Role, number: number) {
  const { Token } = cdktf();
  const { PlacementGroup, Server, ServerNetwork } = hcloud();
  const [id, name] = [`${role}-${number}`, `${CLUSTER}-${role}-${number}`];
  const group = role === "worker" ? `worker-${Math.ceil(number / 10)}` : role;
  if (!groups.has(group)) {
    const labels = label(role, "placement-group");
    const made = new PlacementGroup(stack, `group-${group}`, { name: `${CLUSTER}-${group}`, type: "spread", labels });
    groups.set(group, made.id);
  }
  const server = new Server(stack, `server-${id}`, {
    ...{ name, serverType: SERVER_TYPE, image: image.id, location: REGION },
    labels: { ...label(role, "node"), node: id, pool: role },
    placementGroupId: Token.asNumber(groups.get(group)),
    firewallIds: [Token.asNumber(firewall.id)],
    publicNet: [{ ipv4Enabled: true, ipv6Enabled: true }],
    lifecycle: { ignoreChanges: ["image", "ssh_keys", "user_data"] },
  });
  const place = { serverId: Token.asNumber(server.id), subnetId: subnets.get(role) ?? "" };
  const attachment = new ServerNetwork(stack, `network-${id}`, place);
  return { id, name, role, server, attachment };
}

function writeMachine(
  stack: Stack,
  { client, configs }: ReturnType<typeof writeTalos>,
  { id, name, role, server, attachment }: Written,
  after: readonly TerraformResource[],
): TerraformResource {
  return new (own().TalosMachine)(stack, `machine-${id}`, {
    ...{ cluster: CLUSTER, name, endpoint: server.ipv4Address, serverId: server.id, image: INSTALLER },
    role: role === "worker" ? "worker" : "controlplane",
    clientConfiguration: client,
    machineConfig: configs[role],
    configPatches: [`{"apiVersion":"v1alpha1","kind":"HostnameConfig","auto":"off","hostname":"${name}"}`],
    dependsOn: [attachment, ...after],
  });
}

function addresses(nodes: readonly Written[]): Readonly<Record<string, string>> {
  return Object.fromEntries(nodes.map(({ name, server }) => [name, server.ipv4Address]));
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_none, index) => index + 1);
}
