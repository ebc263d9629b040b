/** The Kubernetes client against a cluster of the sandbox: nodes, pods, watches; who is trusted, what failures are called. */
import {
  deleteNode,
  deletePod,
  evictPod,
  findNode,
  KubernetesApi,
  KubernetesError,
  kubernetesVersion,
  listNodes,
  listPods,
  readKubeconfig,
  setUnschedulable,
  watch,
} from "../../../../provider-bridge/clients/kubernetes";
import { systemClock } from "../../../../provider-bridge/clients/transport";
import { kubeconfigOf } from "../../../sandbox/talos/kubeconfig-client";
import { eventually, makeBundle, TalosStage } from "../../../sandbox/talos/talos-stage";
import { callContext } from "../../../support/call-context";

const common = { clock: systemClock, random: () => 0, userAgent: "test" };

describe("A cluster", () => {
  let stage: TalosStage;
  let api: KubernetesApi;
  let kubeconfig: string;

  beforeAll(async () => {
    stage = await TalosStage.start();
    const { client } = await stage.single("cp-1");
    kubeconfig = await kubeconfigOf(client);
    const access = readKubeconfig(kubeconfig);
    // The first server is nobody: the second one is asked.
    api = new KubernetesApi({ ...common, access, servers: ["https://127.0.0.99:6443", access.server] });
    await eventually(
      () => listNodes(api, callContext()),
      (nodes) => nodes.some(({ ready }) => ready === "True"),
    );
  });

  afterAll(async () => {
    api.close();
    await stage.close();
  });

  test("nodes are read, cordoned with our mark, and let go", async () => {
    const context = callContext();
    expect(await kubernetesVersion(api, context)).toBe("v1.36.3");
    expect(await findNode(api, "nobody", context)).toBeUndefined();
    await setUnschedulable(api, "cp-1", true, context);
    expect(await findNode(api, "cp-1", context)).toMatchObject({ unschedulable: true, isCordonedByUs: true });
    await setUnschedulable(api, "cp-1", false, context);
    expect(await findNode(api, "cp-1", context)).toMatchObject({
      unschedulable: false,
      isCordonedByUs: false,
      ready: "True",
      kubeletVersion: "v1.36.3",
    });
    await deleteNode(api, "nobody", context);
    expect(context.lines.every(({ fields }) => !JSON.stringify(fields).includes("PRIVATE"))).toBe(true);
  });

  test("pods are listed, and told how they go", async () => {
    const context = callContext();
    const pods = await eventually(
      () => listPods(api, { fieldSelector: "spec.nodeName=cp-1" }, context),
      (seen) => seen.some(({ isMirror }) => isMirror) && seen.some(({ controller }) => controller === "ReplicaSet"),
    );
    const [pod] = pods.filter(({ controller }) => controller === "ReplicaSet");
    if (pod === undefined) throw new Error("There is no pod");
    expect(await evictPod(api, pod, context)).toBe("going");
    expect(await evictPod(api, { ...pod, name: "nobody" }, context)).toBe("gone");
    expect(await deletePod(api, { ...pod, name: "nobody" }, { force: true }, context)).toBe("gone");
  });

  test("a watch tells what is there and what changes, and ends with its caller", async () => {
    const context = callContext();
    const seen: string[] = [];
    for await (const { type, object } of watch(api, { path: "/api/v1/nodes" }, context)) {
      seen.push(`${type} ${object.object("metadata").text("name")}`);
      if (seen.length === 1) await setUnschedulable(api, "cp-1", true, context);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(["ADDED cp-1", "MODIFIED cp-1"]);
    await setUnschedulable(api, "cp-1", false, context);
    const nothing = watch(api, { path: "/api/v1/nothing" }, context);
    await expect(nothing.next()).rejects.toMatchObject({ code: "not_found" });
  });

  test("failures have codes", async () => {
    const context = callContext();
    const access = readKubeconfig(kubeconfig);
    const nobody = new KubernetesApi({ ...common, access, servers: ["https://127.0.0.99:6443"] });
    await expect(listNodes(nobody, context)).rejects.toMatchObject({ code: "not_connected" });
    const { certs } = await makeBundle();
    const other = Buffer.from(certs?.k8s?.crt ?? "", "base64").toString("utf8");
    const stranger = new KubernetesApi({ ...common, access: { ...access, ca: other }, servers: [] });
    await expect(listNodes(stranger, context)).rejects.toMatchObject({ code: "not_trusted" });
    await expect(api.call({ method: "GET", path: "/api/v1/nowhere" }, context)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      api.call({ method: "POST", path: "/api/v1/namespaces", body: { kind: "Namespace" } }, context),
    ).rejects.toMatchObject({ code: "invalid" });
    const version = await api.call({ method: "GET", path: "/version" }, context);
    expect(() => version.object("metadata")).toThrow(
      expect.objectContaining({ name: "KubernetesError", code: "malformed" }),
    );
    const aborted = callContext(AbortSignal.abort(new Error("stop")));
    await expect(listNodes(api, aborted)).rejects.toThrow("stop");
    for (const each of [nobody, stranger]) each.close();
  });
});

test.each(["", "[", "a: b\n", "current-context: x\ncontexts: []\n"])(
  "%p is no kubeconfig, and is not quoted",
  (text) => {
    expect(() => readKubeconfig(text)).toThrow(KubernetesError);
    expect(() => readKubeconfig(`secret-in-here: [\n${text}`)).not.toThrow("secret-in-here");
  },
);
