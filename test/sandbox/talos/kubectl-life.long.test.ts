/** Nodes that are drained, rebooted, upgraded, switched off, wiped and joined anew, as kubectl sees it. */
import type * as grpc from "@grpc/grpc-js";
import type { Server } from "../../../sandbox/world";
import { ApplyConfigurationRequestMode as Mode } from "../../../wire/talos/generated/machine";
import { describeIf } from "../../support/availability";
import { hasKubectl, Kubectl, noKubectl, rowsOf } from "./kubectl";
import { eventually } from "./talos-calls";
import { TalosStage } from "./talos-stage";

const names = ["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"];
const web = (replicas: number) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    replicas,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "web", image: "example.com/web:1" }] },
    },
  },
});
const budget = (minAvailable: number) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "web" },
  spec: { minAvailable, selector: { matchLabels: { app: "web" } } },
});

describeIf(hasKubectl, noKubectl, "The nodes of a cluster", () => {
  let stage: TalosStage;
  let image: number;
  let servers: Server[];
  let clients: grpc.Client[];
  let kubectl: Kubectl;

  const of = <T>(list: readonly T[], name: string): T => {
    const found = list[names.indexOf(name)];
    if (found === undefined) throw new Error(`There is no "${name}"`);
    return found;
  };
  const text = (name: string, edit?: (text: string) => string) =>
    stage.configuration(name.startsWith("cp") ? "controlplane" : "worker", stage.ip(of(servers, "cp-1")), {
      ...(edit === undefined ? {} : { edit }),
    });
  /** What `kubectl get nodes` says: name → status. */
  const statuses = async (server = "cp-1"): Promise<Record<string, string>> => {
    const at = `https://${stage.ip(of(servers, server))}:6443`;
    const rows = rowsOf(await kubectl.say("--server", at, "get", "nodes"));
    return Object.fromEntries(rows.map(([name = "", status = ""]) => [name, status]));
  };
  const untilStatus = (name: string, status: string | undefined, server?: string) =>
    eventually(
      () => statuses(server),
      (seen) => seen[name] === status,
    );

  beforeAll(async () => {
    stage = await TalosStage.start();
    image = await stage.snapshot();
    servers = await Promise.all(names.map((name) => stage.serverFrom(image, name)));
    clients = await Promise.all(names.map((name) => stage.configure(of(servers, name), text(name))));
    await eventually(
      () => stage.call(of(clients, "cp-1"), "Bootstrap", {}),
      () => true,
    );
    kubectl = await Kubectl.of(of(clients, "cp-1"));
    await eventually(
      () => statuses(),
      (seen) => names.every((name) => seen[name] === "Ready"),
    );
  }, 60_000);

  afterAll(async () => {
    await kubectl.close();
    await stage.close();
  });

  it("are drained, but not against a budget", async () => {
    await kubectl.apply(web(2), budget(2));
    await kubectl.say("rollout", "status", "deployment/web", "--timeout=20s");
    const blocked = await kubectl.run(["drain", "worker-1", "--ignore-daemonsets", "--timeout=2s"]);
    expect(blocked.exitCode).toBe(1);
    expect(blocked.stderr).toContain("Cannot evict pod as it would violate the pod's disruption budget");
    expect(await statuses()).toMatchObject({ "worker-1": "Ready,SchedulingDisabled" });
    await kubectl.apply(budget(1));
    const said = await kubectl.say("drain", "worker-1", "--ignore-daemonsets", "--timeout=30s");
    expect(said).toContain("node/worker-1 drained");
    await kubectl.say("rollout", "status", "deployment/web", "--timeout=20s");
    const places = await kubectl.get("pods", "-l", "app=web");
    const onNodes = places
      .get("items")
      .list()
      .map((pod) => pod.get("spec").get("nodeName").text());
    expect(onNodes).toEqual(["worker-2", "worker-2"]);
    await kubectl.say("uncordon", "worker-1");
    expect(await statuses()).toMatchObject({ "worker-1": "Ready" });
  }, 60_000);

  it("come back from a reboot with the same object", async () => {
    const uid = async () => (await kubectl.get("node", "worker-2")).get("metadata").get("uid").text();
    const bootId = async () =>
      (await kubectl.get("node", "worker-2")).get("status").get("nodeInfo").get("bootID").text();
    const [uidBefore, bootBefore] = [await uid(), await bootId()];
    await stage.call(of(clients, "worker-2"), "Reboot", {});
    await eventually(bootId, (now) => now !== bootBefore);
    await untilStatus("worker-2", "Ready");
    expect(await uid()).toBe(uidBefore);
  }, 30_000);

  it("tell another version when another image of the kubelet is configured, one by one", async () => {
    const newer = (before: string) => before.replaceAll("/kubelet:v1.36.3", "/kubelet:v1.36.4");
    const data = Buffer.from(text("worker-1", newer));
    await stage.call(of(clients, "worker-1"), "ApplyConfiguration", { data, mode: Mode.NO_REBOOT });
    const versions = async () => {
      const rows = rowsOf(await kubectl.say("get", "nodes"));
      return Object.fromEntries(rows.map((row) => [row[0] ?? "", row[4] ?? ""]));
    };
    const seen = await eventually(versions, (now) => now["worker-1"] === "v1.36.4");
    expect(seen).toMatchObject({ "cp-1": "v1.36.3", "worker-2": "v1.36.3" });
    await untilStatus("worker-1", "Ready");
  }, 30_000);

  it("run the versions of static pods that each control plane's configuration names", async () => {
    const newer = (before: string) => before.replaceAll("/kube-scheduler:v1.36.3", "/kube-scheduler:v1.36.4");
    const data = Buffer.from(text("cp-2", newer));
    await stage.call(of(clients, "cp-2"), "ApplyConfiguration", { data, mode: Mode.NO_REBOOT });
    const images = async () => {
      const pods = await kubectl.get("pods", "-n", "kube-system", "-l", "k8s-app=kube-scheduler");
      return Object.fromEntries(
        pods
          .get("items")
          .list()
          .map((pod) => [
            pod.get("spec").get("nodeName").text(),
            `${pod.get("status").get("phase").text()} ${pod.get("spec").get("containers").list()[0]?.get("image").text()}`,
          ]),
      );
    };
    const seen = await eventually(
      images,
      (now) => now["cp-2"]?.startsWith("Running") === true && now["cp-2"].endsWith(":v1.36.4"),
    );
    expect(seen["cp-1"]).toBe("Running registry.k8s.io/kube-scheduler:v1.36.3");
  }, 30_000);

  it("are others when their machines get other names: the old one stays behind", async () => {
    const named = (before: string) => before.replace(/^( *)(auto: stable|hostname: .*)$/m, "$1hostname: worker-9");
    const renamed = text("worker-2", named);
    expect(renamed).toContain("hostname: worker-9");
    await stage.call(of(clients, "worker-2"), "ApplyConfiguration", {
      data: Buffer.from(renamed),
      mode: Mode.NO_REBOOT,
    });
    await untilStatus("worker-9", "Ready");
    await untilStatus("worker-2", "NotReady");
    const data = Buffer.from(text("worker-2"));
    await stage.call(of(clients, "worker-2"), "ApplyConfiguration", { data, mode: Mode.NO_REBOOT });
    await untilStatus("worker-2", "Ready");
    await kubectl.say("delete", "node", "worker-9", "--timeout=20s");
  }, 30_000);

  it("are not ready when they are switched off, and ready when they are on again", async () => {
    const { id } = of(servers, "worker-2");
    await stage.api.post(`/servers/${id}/actions/poweroff`);
    await untilStatus("worker-2", "NotReady");
    const node = await kubectl.get("node", "worker-2");
    const ready = node
      .get("status")
      .get("conditions")
      .list()
      .find((row) => row.get("type").text() === "Ready");
    expect([ready?.get("status").text(), ready?.get("message").text()]).toEqual([
      "Unknown",
      "Kubelet stopped posting node status.",
    ]);
    await stage.api.post(`/servers/${id}/actions/poweron`);
    await untilStatus("worker-2", "Ready");
  }, 30_000);

  it("leave nothing behind when they are wiped and deleted, and join anew under the same name", async () => {
    const uid = async () => (await kubectl.get("node", "worker-1")).get("metadata").get("uid").text();
    const before = await uid();
    await stage.call(of(clients, "worker-1"), "Reset", { graceful: true, reboot: true });
    await untilStatus("worker-1", "NotReady,SchedulingDisabled");
    await kubectl.say("delete", "node", "worker-1", "--timeout=20s");
    expect((await statuses())["worker-1"]).toBeUndefined();
    const left = async () =>
      `${await kubectl.say("get", "pods", "-A", "--field-selector", "spec.nodeName=worker-1", "-o", "name")}${await kubectl.say("get", "leases", "-n", "kube-node-lease", "--field-selector", "metadata.name=worker-1", "-o", "name")}`;
    expect(await eventually(left, (seen) => seen === "")).toBe("");
    const server = of(servers, "worker-1");
    await stage.api.post(`/servers/${server.id}/actions/rebuild`, { image });
    await stage.configure(server, text("worker-1"));
    await untilStatus("worker-1", "Ready");
    expect(await uid()).not.toBe(before);
  }, 60_000);

  it("leave etcd when they are control planes, and their static pods go with their object; a new one takes the place", async () => {
    const members = async () => {
      const { messages } = await stage.call(of(clients, "cp-1"), "EtcdMemberList", {});
      return messages[0]?.members.map(({ hostname, isLearner }) => (isLearner ? "" : hostname)).sort();
    };
    await kubectl.say("drain", "cp-3", "--ignore-daemonsets", "--timeout=30s");
    await stage.call(of(clients, "cp-3"), "Reset", { graceful: true, reboot: true });
    await eventually(members, (seen) => seen?.join() === "cp-1,cp-2");
    await untilStatus("cp-3", "NotReady,SchedulingDisabled");
    await kubectl.say("delete", "node", "cp-3", "--timeout=20s");
    const left = () => kubectl.say("get", "pods", "-A", "--field-selector", "spec.nodeName=cp-3", "-o", "name");
    expect(await eventually(left, (seen) => seen === "")).toBe("");
    const endpoints = await kubectl.get("endpoints", "kubernetes");
    expect(endpoints.get("subsets").list()[0]?.get("addresses").list()).toHaveLength(2);
    const server = of(servers, "cp-3");
    await stage.api.post(`/servers/${server.id}/actions/rebuild`, { image });
    await stage.configure(server, text("cp-3"));
    await untilStatus("cp-3", "Ready");
    await eventually(members, (seen) => seen?.join() === "cp-1,cp-2,cp-3");
    await eventually(left, (seen) => seen.includes("pod/kube-apiserver-cp-3"));
  }, 60_000);

  it("are served by what is left of three control planes, and by none without a quorum", async () => {
    await stage.api.post(`/servers/${of(servers, "cp-1").id}/actions/poweroff`);
    await untilStatus("cp-1", "NotReady", "cp-2");
    await stage.api.post(`/servers/${of(servers, "cp-2").id}/actions/poweroff`);
    const at = ["--server", `https://${stage.ip(of(servers, "cp-3"))}:6443`, "--request-timeout=20s"];
    const refused = await eventually(
      () => kubectl.run([...at, "get", "nodes"]),
      ({ exitCode }) => exitCode !== 0,
    );
    expect(refused.stderr).toMatch(/etcdserver: request timed out|unable to return a response in the time allotted/);
    const readyz = await kubectl.run([...at, "get", "--raw", "/readyz"]);
    expect(readyz.stderr).toContain("etcd");
    await stage.api.post(`/servers/${of(servers, "cp-1").id}/actions/poweron`);
    await untilStatus("cp-1", "Ready", "cp-3");
  }, 60_000);
});
