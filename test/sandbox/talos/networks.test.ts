/** Which cluster comes up depends on who reaches whom: closed firewalls, private networks, discovery, virtual addresses. */
import type * as grpc from "@grpc/grpc-js";
import { parse, stringify } from "yaml";
import type { Server } from "../../../sandbox/world";
import { Json } from "../../../scripts/oracles/hcloud-http/json";
import { KubeconfigClient } from "./kubeconfig-client";
import { eventually, machineCall } from "./talos-calls";
import { TalosStage } from "./talos-stage";

const privateRange = "10.0.0.0/16";
const names = ["cp-1", "cp-2", "cp-3", "worker-1"];

interface Cluster {
  readonly servers: Server[];
  readonly clients: grpc.Client[];
  readonly firewallId: number;
}

/** Sets one value deep in the main document of a configuration. */
function set(text: string, path: readonly string[], value: unknown): string {
  const [main = "", ...others] = text.split(/^---\n/m).filter((part) => part.trim() !== "");
  const root: unknown = parse(main);
  let at = root as Record<string, unknown>; // a generated configuration is a map of maps
  for (const key of path.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  at[path.at(-1) ?? ""] = value;
  return [stringify(root, { lineWidth: 0 }), ...others].join("---\n");
}

const onControlPlanes = (text: string, edit: (text: string) => string) =>
  text.includes("type: controlplane") ? edit(text) : text;
const inPrivate = (text: string) => {
  const own = set(text, ["machine", "kubelet", "nodeIP"], { validSubnets: [privateRange] });
  return onControlPlanes(own, (mine) => set(mine, ["cluster", "etcd", "advertisedSubnets"], [privateRange]));
};
const withoutDiscovery = (text: string) => set(text, ["cluster", "discovery", "enabled"], false);
describe("Behind a firewall that lets in nothing but the administrator", () => {
  let stage: TalosStage;
  beforeEach(async () => {
    stage = await TalosStage.start();
  });
  afterEach(() => stage.close());

  const rule = (port: string, source: string) => ({
    direction: "in",
    protocol: "tcp",
    port,
    source_ips: [source],
  });

  async function begin(endpointOf: (servers: Server[]) => string, edit: (text: string) => string): Promise<Cluster> {
    const subnets = [{ type: "cloud", ip_range: privateRange, network_zone: "eu-central" }];
    const network = await stage.api.create("/networks", { name: "private", ip_range: privateRange, subnets });
    const rules = [rule("50000", "127.0.0.1/32"), rule("6443", "127.0.0.1/32")];
    const firewallId = await stage.api.create("/firewalls", { name: "closed", rules });
    const more = { networks: [network], firewalls: [{ firewall: firewallId }] };
    const image = await stage.snapshot();
    const servers: Server[] = [];
    for (const name of names) servers.push(await stage.serverFrom(image, name, more));
    const clients: grpc.Client[] = [];
    for (const server of servers) {
      const type = server.name.startsWith("cp") ? "controlplane" : "worker";
      clients.push(await stage.configure(server, stage.configuration(type, endpointOf(servers), { edit })));
    }
    await eventually(
      () => machineCall(at(clients, 0), "Bootstrap", {}),
      () => true,
    );
    return { servers, clients, firewallId };
  }

  const at = <T>(list: readonly T[], index: number): T => {
    const found = list[index];
    if (found === undefined) throw new Error(`There is no ${index}`);
    return found;
  };
  const members = async (client: grpc.Client) => {
    const { messages } = await machineCall(client, "EtcdMemberList", {});
    return (messages[0]?.members ?? []).filter(({ isLearner }) => !isLearner).map(({ hostname }) => hostname);
  };
  const serviceOf = async (client: grpc.Client, wanted: string) => {
    const { messages } = await machineCall(client, "ServiceList", {});
    return messages[0]?.services.find(({ id }) => id === wanted)?.state ?? "";
  };

  it("a cluster left on Talos's defaults does not come up, and does as soon as the firewall is opened", async () => {
    const { servers, clients, firewallId } = await begin((made) => stage.ip(at(made, 0)), withoutDiscovery);
    await stage.running(at(clients, 0));
    await eventually(
      () => serviceOf(at(clients, 1), "etcd"),
      (state) => state === "Preparing",
    );
    expect(await members(at(clients, 0))).toEqual(["cp-1"]);
    // Nobody signs for the worker: it has left maintenance, and its API is not there.
    for (const roles of [null, ["os:admin"]]) {
      const client = await stage.dial(at(servers, 3), roles);
      await expect(machineCall(client, "Version", {})).rejects.toMatchObject({ code: 14 });
    }
    const rules = [rule("any", "0.0.0.0/0")];
    await stage.api.post(`/firewalls/${firewallId}/actions/set_rules`, { rules });
    await eventually(
      () => members(at(clients, 0)),
      (found) => found.length === 3,
    );
    await Promise.all(clients.map((client) => stage.running(client)));
  }, 60_000);

  it("with discovery, the other control planes stay learners: their public addresses are out of reach", async () => {
    const { clients } = await begin(
      (made) => stage.ip(at(made, 0)),
      (text) => text,
    );
    await stage.running(at(clients, 0));
    const { messages } = await eventually(
      () => machineCall(at(clients, 0), "EtcdMemberList", {}),
      (seen) => seen.messages[0]?.members.length === 2,
    );
    expect(messages[0]?.members.filter(({ isLearner }) => isLearner)).toHaveLength(1);
    expect(await members(at(clients, 0))).toEqual(["cp-1"]);
  }, 60_000);

  it("a cluster that is told its private subnets comes up, and its virtual address goes where the API is", async () => {
    const address = "10.0.100.1";
    const virtual = `\n---\napiVersion: v1alpha1\nkind: HCloudVIPConfig\nname: ${address}\nlink: eth1\napiToken: t\n`;
    const edit = (text: string) => onControlPlanes(inPrivate(text), (own) => `${own.trimEnd()}${virtual}`);
    const { servers, clients } = await begin(() => address, edit);
    await Promise.all(clients.map((client) => stage.running(client)));
    expect((await members(at(clients, 2))).sort()).toEqual(["cp-1", "cp-2", "cp-3"]);
    const kubernetes = await KubeconfigClient.of(at(clients, 0));
    expect(kubernetes.server).toBe(`https://${address}:6443`);
    const { body } = await kubernetes.get("/api/v1/nodes", `https://${stage.ip(at(servers, 1))}:6443`);
    const internal = body
      .get("items")
      .list()
      .map((node) => new Json(node.get("status").get("addresses").list()[0]?.value).get("address").text());
    expect(internal.every((ip) => ip.startsWith("10.0."))).toBe(true);
    const holders = () =>
      servers
        .filter((server) => server.privateNets.some((net) => net.aliasIps.includes(address)))
        .map(({ name }) => name);
    expect(holders()).toHaveLength(1);
    const [before = ""] = holders();
    const holder = servers.find(({ name }) => name === before);
    await stage.api.post(`/servers/${holder?.id}/actions/poweroff`);
    await eventually(holders, (found) => found.length === 1 && found[0] !== before);
  }, 60_000);
});

describe("Behind a load balancer", () => {
  it("a cluster comes up, and is reached under the balancer's address as long as one control plane lives", async () => {
    const stage = await TalosStage.start();
    try {
      const interval = { interval: 3, timeout: 1, retries: 1 };
      const balancer = await stage.api.create("/load_balancers", {
        name: "api",
        load_balancer_type: "lb11",
        location: "fsn1",
        algorithm: { type: "round_robin" },
        services: [
          {
            protocol: "tcp",
            listen_port: 6443,
            destination_port: 6443,
            proxyprotocol: false,
            health_check: { protocol: "tcp", port: 6443, ...interval },
          },
        ],
        targets: [{ type: "label_selector", label_selector: { selector: "role=control" }, use_private_ip: false }],
      });
      const address = stage.sandbox.world.state.loadBalancers.get(balancer)?.ipv4 ?? "";
      const image = await stage.snapshot();
      const clients: grpc.Client[] = [];
      const servers: Server[] = [];
      for (const name of names) {
        const type = name.startsWith("cp") ? "controlplane" : "worker";
        const labels = { role: type === "worker" ? "worker" : "control" };
        const edit = (text: string) => set(withoutDiscovery(text), ["machine", "certSANs"], [address]);
        const server = await stage.serverFrom(image, name, { labels });
        servers.push(server);
        clients.push(await stage.configure(server, stage.configuration(type, address, { edit })));
      }
      const [first, , third] = clients;
      if (first === undefined || third === undefined) throw new Error("no clients");
      await eventually(
        () => machineCall(first, "Bootstrap", {}),
        () => true,
      );
      await stage.running(first);
      const kubernetes = await KubeconfigClient.of(first);
      expect(kubernetes.server).toBe(`https://${address}:6443`);
      await eventually(
        () => kubernetes.get("/version"),
        ({ status }) => status === 200,
      );
      // Without discovery, the others hear of the first one from Kubernetes itself.
      await eventually(
        () => kubernetes.nodes(),
        (nodes) => names.every((name) => nodes[name] === "True"),
      );
      const { messages } = await machineCall(third, "EtcdMemberList", { queryLocal: true });
      expect(messages[0]?.members).toHaveLength(3);
      await stage.api.post(`/servers/${servers[0]?.id}/actions/poweroff`);
      await eventually(
        () => kubernetes.get("/readyz"),
        ({ status }) => status === 200,
      );
    } finally {
      await stage.close();
    }
  }, 60_000);
});
