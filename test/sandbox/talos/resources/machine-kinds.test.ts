/** What machines say of themselves as resources, read as a client reads them. */
import type * as grpc from "@grpc/grpc-js";
import { parse } from "yaml";
import { resource as cosi, type Resource, State } from "../../../../wire/cosi/generated/resource";
import { block } from "../../../../wire/talos-resources/generated/block";
import { cluster } from "../../../../wire/talos-resources/generated/cluster";
import { k8s } from "../../../../wire/talos-resources/generated/k8s";
import { network } from "../../../../wire/talos-resources/generated/network";
import { all, answersTo, eventually } from "../talos-calls";
import { type Single, TalosStage } from "../talos-stage";

async function list(client: grpc.Client, namespace: string, type: string): Promise<Resource[]> {
  const replies = await all(answersTo(client, [cosi, State], "List", [{ namespace, type }]));
  return replies.flatMap(({ resource }) => (resource === undefined ? [] : [resource]));
}

async function one(client: grpc.Client, namespace: string, type: string, id: string) {
  const found = (await list(client, namespace, type)).find(({ metadata }) => metadata?.id === id);
  if (found?.spec === undefined) throw new Error(`There is no ${type} "${id}"`);
  const yaml: unknown = parse(found.spec.yamlSpec);
  return { bytes: found.spec.protoSpec, yaml, owner: found.metadata?.owner };
}

async function ids(client: grpc.Client, namespace: string, type: string): Promise<string[]> {
  return (await list(client, namespace, type)).map(({ metadata }) => metadata?.id ?? "");
}

describe("A control plane of 1.13", () => {
  let stage: TalosStage;
  let only: Single;
  beforeAll(async () => {
    stage = await TalosStage.start();
    only = await stage.single("cp-1", "v1.13.9", (text) =>
      text.replace("nodeLabels:\n", "nodeLabels:\n        example.com/a: b\n"),
    );
  }, 60_000);
  afterAll(() => stage.close());

  it("tells its addresses in all their sets", async () => {
    const { client, server } = only;
    const ip = stage.ip(server);
    const sets = ["accumulative", "current", "routed"].flatMap((id) => [id, `${id}-no-k8s`, `${id}-only-k8s`]);
    expect(await ids(client, "network", "NodeAddresses.net.talos.dev")).toEqual([...sets, "default"].sort());
    const { bytes, yaml } = await one(client, "network", "NodeAddresses.net.talos.dev", "routed-no-k8s");
    expect(yaml).toEqual({ addresses: [`${ip}/32`], sortAlgorithm: "v1" });
    const [address] = network.decode("NodeAddressSpec", bytes).addresses;
    expect([...(address?.ip ?? [])].join(".")).toBe(ip);
    expect(address?.prefixLength).toBe(32);
    const none = await one(client, "network", "NodeAddresses.net.talos.dev", "routed-only-k8s");
    expect(none.yaml).toEqual({ addresses: [], sortAlgorithm: "v1" });
  });

  it("tells its names, links and routes", async () => {
    const { client } = only;
    expect((await one(client, "network", "HostnameStatuses.net.talos.dev", "hostname")).yaml).toEqual({
      hostname: "cp-1",
      domainname: "",
    });
    expect(await ids(client, "network", "LinkStatuses.net.talos.dev")).toEqual(["eth0", "lo"]);
    const eth0 = await one(client, "network", "LinkStatuses.net.talos.dev", "eth0");
    expect(eth0.yaml).toMatchObject({
      type: "ether",
      operationalState: "up",
      linkState: true,
      busPath: "0000:01:00.0",
    });
    expect(network.decode("LinkStatusSpec", eth0.bytes).hardwareAddr).toHaveLength(6);
    expect(await ids(client, "network", "RouteStatuses.net.talos.dev")).toEqual(["inet4/172.31.1.1//1024"]);
  });

  it("tells its cluster, its place in it and its member of etcd", async () => {
    const { client } = only;
    const member = await one(client, "cluster", "Members.cluster.talos.dev", "cp-1");
    const { yaml: identity } = await one(client, "cluster", "Identities.cluster.talos.dev", "local");
    const { nodeId, controlPlane, machineType } = cluster.decode("MemberSpec", member.bytes);
    expect({ nodeId }).toEqual(identity);
    expect(member.yaml).toMatchObject({ hostname: "cp-1", machineType: "controlplane", controlPlane: { port: 6443 } });
    expect([machineType, controlPlane?.apiServerPort]).toEqual([2, 6443n]);
    expect(await ids(client, "cluster", "Affiliates.cluster.talos.dev")).toEqual([nodeId]);
    expect(await ids(client, "cluster-raw", "Affiliates.cluster.talos.dev")).toEqual([]);
    const { yaml: local } = await one(client, "etcd", "EtcdMembers.etcd.talos.dev", "local");
    expect(local).toEqual({ memberID: expect.stringMatching(/^[0-9a-f]{16}$/) });
    const spec = await one(client, "etcd", "EtcdSpecs.etcd.talos.dev", "etcd");
    expect(spec.yaml).toMatchObject({ name: "cp-1", listenPeerAddresses: ["0.0.0.0"] });
  });

  it("tells its Node as Kubernetes has it", async () => {
    const { client } = only;
    const status = await eventually(
      () => one(client, "k8s", "NodeStatuses.kubernetes.talos.dev", "cp-1"),
      ({ bytes }) => k8s.decode("NodeStatusSpec", bytes).nodeReady,
    );
    const { labels, unschedulable } = k8s.decode("NodeStatusSpec", status.bytes);
    expect(labels.get("example.com/a")).toBe("b");
    expect(unschedulable).toBe(false);
    const pods = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
    expect(await ids(client, "k8s", "StaticPods.kubernetes.talos.dev")).toEqual(pods);
    const seen = pods.map((name) => `kube-system/${name}-cp-1`);
    expect(await ids(client, "k8s", "StaticPodStatuses.kubernetes.talos.dev")).toEqual(seen);
  });

  it("tells what lies on its disk: the last partition fills it", async () => {
    const { client } = only;
    expect(await ids(client, "runtime", "VolumeStatuses.block.talos.dev")).toEqual(["EPHEMERAL", "META", "STATE"]);
    const { bytes } = await one(client, "runtime", "VolumeStatuses.block.talos.dev", "EPHEMERAL");
    const disk = await one(client, "runtime", "Disks.block.talos.dev", "sda");
    const [{ size }, whole] = [block.decode("VolumeStatusSpec", bytes), block.decode("DiskSpec", disk.bytes).size];
    expect(size).toBeLessThan(whole);
    expect(size).toBeGreaterThan((whole * 9n) / 10n);
  });

  it("keeps what holds secrets from readers", async () => {
    const reader = await stage.dial(only.server, ["os:reader"]);
    for (const [namespace, type] of [
      ["config", "MachineConfigs.config.talos.dev"],
      ["config", "DiscoveryConfigs.cluster.talos.dev"],
      ["k8s", "KubeletSpecs.kubernetes.talos.dev"],
      ["controlplane", "APIServerConfigs.kubernetes.talos.dev"],
    ] as const) {
      await expect(list(reader, namespace, type)).rejects.toMatchObject({ code: 7, details: "not authorized" });
      expect(await list(only.client, namespace, type)).not.toEqual([]);
    }
    expect(await list(reader, "k8s", "Nodenames.kubernetes.talos.dev")).toHaveLength(1);
  });
});

describe("Versions", () => {
  let stage: TalosStage;
  beforeAll(async () => {
    stage = await TalosStage.start();
  });
  afterAll(() => stage.close());

  it.each([
    ["v1.9.6", false, false],
    ["v1.10.9", true, false],
    ["v1.13.9", true, false],
    ["v1.14.0", true, true],
  ])("%s has the types that it has", async (version, hasVersion, hasBootId) => {
    const client = await stage.dial(await stage.server(`node-${version.replaceAll(".", "-")}`, version), null);
    const types = await eventually(
      () => ids(client, "meta", "ResourceDefinitions.meta.cosi.dev"),
      (found) => found.length > 0,
    );
    expect(types.includes("versions.runtime.talos.dev")).toBe(hasVersion);
    expect(types.includes("bootids.runtime.talos.dev")).toBe(hasBootId);
    expect(types).toEqual(expect.arrayContaining(["members.cluster.talos.dev", "nodeaddresses.net.talos.dev"]));
    const absent = list(client, "runtime", "BootIDs.runtime.talos.dev");
    if (!hasBootId) await expect(absent).rejects.toMatchObject({ code: 7 });
    else expect(await absent).toHaveLength(1);
  });

  it.each([
    ["v1.10.9", "object"],
    ["v1.11.6", "string"],
  ])(
    "%s has its configuration's YAML as %s",
    async (version, kind) => {
      // With the secrets of another, it would join that one.
      const own = await TalosStage.start();
      try {
        const { client, text } = await own.single("cp-1", version);
        for (const id of ["v1alpha1", "persistent"]) {
          const { yaml } = await one(client, "config", "MachineConfigs.config.talos.dev", id);
          expect(typeof yaml).toBe(kind);
          if (kind === "string") expect(yaml).toBe(text);
          else expect(yaml).toMatchObject({ version: "v1alpha1", machine: { type: "controlplane" } });
        }
      } finally {
        await own.close();
      }
    },
    60_000,
  );
});
