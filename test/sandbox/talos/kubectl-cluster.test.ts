/** A cluster as kubectl sees it: three control planes and two workers in a private network. */
import { X509Certificate } from "node:crypto";
import type * as grpc from "@grpc/grpc-js";
import type { Server } from "../../../sandbox/world";
import { describeIf } from "../../support/availability";
import { hasKubectl, Kubectl, noKubectl, rowsOf } from "./kubectl";
import { eventually } from "./talos-calls";
import { TalosStage } from "./talos-stage";

const names = ["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"];

/** What the tests say of a worker besides: labels, a taint, arguments of its kubelet. */
const workerExtras = (text: string) =>
  text
    .replace(
      /^machine:\n/m,
      "machine:\n    nodeLabels:\n        pool: blue\n    nodeTaints:\n        role: db:NoSchedule\n",
    )
    .replace(/^( {4}kubelet:\n)/m, '$1        extraArgs:\n            node-labels: "zone=one"\n');
const rotating = (text: string) =>
  text.replace(/^( {4}kubelet:\n)/m, '$1        extraArgs:\n            rotate-server-certificates: "true"\n');
const edits: Readonly<Record<string, (text: string) => string>> = { "worker-1": workerExtras, "worker-2": rotating };
const privateNode = (text: string) =>
  text.replace(/^( {4}kubelet:\n)/m, "$1        nodeIP:\n            validSubnets:\n                - 10.0.0.0/16\n");

describeIf(hasKubectl, noKubectl, "A cluster of five in a private network", () => {
  let stage: TalosStage;
  let servers: Server[];
  let clients: grpc.Client[];
  let kubectl: Kubectl;

  beforeAll(async () => {
    stage = await TalosStage.start();
    const network = await stage.api.create("/networks", {
      name: "net",
      ip_range: "10.0.0.0/16",
      subnets: [{ type: "cloud", network_zone: "eu-central", ip_range: "10.0.1.0/24" }],
    });
    const image = await stage.snapshot();
    servers = await Promise.all(names.map((name) => stage.serverFrom(image, name, { networks: [network] })));
    const [first] = servers;
    if (first === undefined) throw new Error("There are no servers");
    clients = await Promise.all(
      servers.map((server, index) => {
        const type = index < 3 ? "controlplane" : "worker";
        const edit = (text: string) => privateNode(edits[server.name]?.(text) ?? text);
        return stage.configure(server, stage.configuration(type, stage.ip(first), { edit }));
      }),
    );
    const [control] = clients;
    if (control === undefined) throw new Error("There are no clients");
    await eventually(
      () => stage.call(control, "Bootstrap", {}),
      () => true,
    );
    kubectl = await Kubectl.of(control);
    await Promise.all(
      clients.map((client) =>
        eventually(
          () => stage.stageOf(client),
          ({ ready }) => ready,
        ),
      ),
    );
  }, 60_000);

  afterAll(async () => {
    await kubectl.close();
    await stage.close();
  });

  it("shows every node Ready with its role, version, private address and what runs on it", async () => {
    const rows = rowsOf(await kubectl.say("get", "nodes", "-o", "wide"));
    const privateIp = (name: string) => servers.find((server) => server.name === name)?.privateNets[0]?.ip;
    expect(rows.map(([name, status, roles, , version, ip]) => [name, status, roles, version, ip])).toEqual(
      names.map((name, index) => [name, "Ready", index < 3 ? "control-plane" : "<none>", "v1.36.3", privateIp(name)]),
    );
    expect(rows.map((row) => row[7])).toEqual(names.map(() => "Talos (v1.13.9)"));
  });

  it("labels and taints nodes as machine configuration and arguments of the kubelet say", async () => {
    const worker = await kubectl.get("node", "worker-1");
    const { labels, annotations } = worker.get("metadata").value as {
      labels: Record<string, string>;
      annotations: Record<string, string>;
    };
    expect(labels).toMatchObject({ pool: "blue", zone: "one", "kubernetes.io/hostname": "worker-1" });
    expect(annotations["talos.dev/owned-labels"]).toBe('["pool"]');
    expect(worker.get("spec").get("taints").value).toEqual([{ key: "role", value: "db", effect: "NoSchedule" }]);
    const control = await kubectl.get("node", "cp-1");
    expect(control.get("spec").get("taints").value).toEqual([
      { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" },
    ]);
  });

  it("runs what Talos installs: the control plane's parts on each, network and proxy everywhere, two resolvers", async () => {
    const pods = await eventually(
      () => kubectl.say("get", "pods", "-n", "kube-system", "--no-headers"),
      (text) =>
        text
          .trim()
          .split("\n")
          .every((line) => / 1\/1 +Running /.test(line)),
    );
    const kinds = pods
      .trim()
      .split("\n")
      .map((line) => (line.split(/\s+/)[0] ?? "").replace(/-(cp-\d|[a-z0-9]{8,10}-[a-z0-9]{5}|[a-z0-9]{5})$/, ""));
    const counts = Object.fromEntries(
      [...new Set(kinds)].map((kind) => [kind, kinds.filter((k) => k === kind).length]),
    );
    expect(counts).toEqual({
      coredns: 2,
      "kube-apiserver": 3,
      "kube-controller-manager": 3,
      "kube-flannel": 5,
      "kube-proxy": 5,
      "kube-scheduler": 3,
    });
  });

  it("lets kubelets ask for serving certificates, which somebody has to approve", async () => {
    const requests = async () => rowsOf(await kubectl.say("get", "certificatesigningrequests"));
    const [row] = await eventually(requests, (rows) => rows.length === 1);
    const [name = "", , signer, requestor, , condition] = row ?? [];
    expect([signer, requestor, condition]).toEqual([
      "kubernetes.io/kubelet-serving",
      "system:node:worker-2",
      "Pending",
    ]);
    await kubectl.say("certificate", "approve", name);
    const approved = await eventually(
      () => kubectl.get("certificatesigningrequest", name),
      (seen) => seen.get("status").get("certificate").value !== undefined,
    );
    const pem = Buffer.from(approved.get("status").get("certificate").text(), "base64");
    const { subject, subjectAltName } = new X509Certificate(pem);
    expect(subject).toBe("O=system:nodes\nCN=system:node:worker-2");
    expect(subjectAltName).toBe(`DNS:worker-2, IP Address:${servers[4]?.privateNets[0]?.ip}`);
  });

  it("is reached through each control plane, and through a load balancer in front of them", async () => {
    const balancer = await stage.api.create("/load_balancers", {
      name: "api",
      load_balancer_type: "lb11",
      location: "fsn1",
      algorithm: { type: "round_robin" },
      services: [{ protocol: "tcp", listen_port: 6443, destination_port: 6443, proxyprotocol: false }],
      targets: servers.slice(0, 3).map(({ id }) => ({ type: "server", server: { id } })),
    });
    const found = await stage.api.get(`/load_balancers/${balancer}`);
    const address = found.body.get("load_balancer").get("public_net").get("ipv4").get("ip").text();
    for (const host of [...servers.slice(0, 3).map((server) => stage.ip(server)), address]) {
      const insecure = host === address ? ["--insecure-skip-tls-verify"] : [];
      const said = await eventually(
        () => kubectl.say("--server", `https://${host}:6443`, ...insecure, "get", "--raw", "/readyz"),
        () => true,
      );
      expect(said).toBe("ok");
    }
  });
});
