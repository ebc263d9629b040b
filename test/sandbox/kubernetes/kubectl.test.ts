import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeIf } from "../../support/availability";
import { networkPlugin, workerFacts } from "./played-cluster";
import { authority, ServedCluster } from "./served-cluster";

function hasKubectl(): boolean {
  try {
    execFileSync("kubectl", ["version", "--client"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const manifest = `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {mode: fast}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "example.com/web:1"}]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}
`;

describeIf(hasKubectl(), "there is no kubectl on PATH", "kubectl against a cluster of two workers", () => {
  let served: ServedCluster;
  let folder: string;

  /** Exit status and what was printed. */
  function kubectl(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
    const env = { PATH: process.env["PATH"], HOME: folder, KUBECONFIG: join(folder, "kubeconfig") };
    return new Promise((resolve) => {
      execFile("kubectl", args, { env, cwd: folder, timeout: 60_000 }, (error, out, err) => {
        const code = error === null ? 0 : error.code;
        resolve({ exit: typeof code === "number" ? code : 1, out, err });
      });
    });
  }

  /** What a command that must succeed prints. */
  async function ok(...args: string[]): Promise<string> {
    const { exit, out, err } = await kubectl(...args);
    if (exit !== 0) throw new Error(`kubectl ${args.join(" ")} failed: ${err}`);
    return out;
  }

  /** What a command that must fail says. */
  async function fails(...args: string[]): Promise<string> {
    const { exit, err } = await kubectl(...args);
    expect(exit).not.toBe(0);
    return err;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "hephaestus-kubectl-"));
    served = await ServedCluster.open({ controllers: {} });
    const { certificatePem } = await authority;
    const cluster = {
      server: served.api.url,
      "certificate-authority-data": Buffer.from(certificatePem).toString("base64"),
    };
    writeFileSync(
      join(folder, "kubeconfig"),
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": "c",
        clusters: [{ name: "c", cluster }],
        users: [{ name: "u", user: { token: "admin-token" } }],
        contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
      }),
    );
    writeFileSync(join(folder, "app.yaml"), manifest);
    writeFileSync(join(folder, "network.yaml"), JSON.stringify(networkPlugin));
    for (const name of ["worker-1", "worker-2"]) served.cluster.startKubelet(workerFacts(name));
  });

  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("version, cluster-info, api-versions, api-resources, get --raw", async () => {
    expect(await ok("version")).toContain("Server Version: v1.36.3");
    expect(await ok("cluster-info")).toContain("control plane");
    expect((await ok("api-versions")).split("\n")).toEqual(expect.arrayContaining(["v1", "apps/v1", "policy/v1"]));
    const names = (await ok("api-resources", "-o", "name")).split("\n");
    expect(names).toEqual(expect.arrayContaining(["pods", "deployments.apps", "poddisruptionbudgets.policy"]));
    expect(await ok("get", "--raw", "/readyz")).toBe("ok");
    expect(await fails("get", "widgets")).toContain('the server doesn\'t have a resource type "widgets"');
  });

  test("nodes get ready when a network plugin is applied", async () => {
    expect(await ok("get", "nodes", "--no-headers")).toContain("NotReady");
    expect(await ok("apply", "-f", "network.yaml")).toContain("daemonset.apps/network created");
    expect(await ok("wait", "nodes", "--all", "--for=condition=Ready", "--timeout=30s")).toContain(
      "worker-2 condition met",
    );
    const wide = await ok("get", "nodes", "-o", "wide", "--no-headers");
    expect(wide).toMatch(/^worker-1 +Ready +<none> +\S+ +v1\.36\.3 +10\.0\.1\.7 +<none> +Talos \(v1\.13\.9\)/m);
    const described = await ok("describe", "node", "worker-1");
    expect(described).toMatch(/^Kubelet Version: +v1\.36\.3$|^ +Kubelet Version: +v1\.36\.3$/m);
    expect(described).toContain("Non-terminated Pods:");
  });

  test("apply, again, with a change, diff, dry run", async () => {
    expect(await ok("apply", "-f", "app.yaml", "--dry-run=server")).toContain(
      "deployment.apps/web created (server dry run)",
    );
    expect(await fails("get", "deployment", "web")).toContain('deployments.apps "web" not found');
    expect((await ok("apply", "-f", "app.yaml")).match(/created/g)).toHaveLength(3);
    expect((await ok("apply", "-f", "app.yaml")).trim().split("\n")).toEqual([
      "configmap/settings unchanged",
      "deployment.apps/web unchanged",
      // A budget's selector is always replaced as a whole: kubectl patches it each time.
      "poddisruptionbudget.policy/web configured",
    ]);
    const same = await kubectl("diff", "-f", "app.yaml");
    expect([same.exit, same.out]).toEqual([0, ""]);
    writeFileSync(join(folder, "changed.yaml"), manifest.replace("mode: fast", "mode: slow"));
    const { exit, out } = await kubectl("diff", "-f", "changed.yaml");
    expect([exit, out.includes("-  mode: fast"), out.includes("+  mode: slow")]).toEqual([1, true, true]);
    expect(await ok("apply", "-f", "changed.yaml")).toContain("configmap/settings configured");
  });

  test("get in its forms, describe, rollout, wait", async () => {
    expect(await ok("rollout", "status", "deployment/web", "--timeout=30s")).toContain("successfully rolled out");
    expect(await ok("wait", "deployment/web", "--for=condition=Available", "--timeout=30s")).toContain("condition met");
    expect(await ok("get", "deployment", "web", "--no-headers")).toMatch(/^web +2\/2 +2 +2 /);
    expect(await ok("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}")).toBe("2");
    expect(await ok("get", "configmap", "settings", "-o", "yaml")).toContain("  mode: slow\n");
    expect((await ok("get", "pods", "-l", "app=web", "-o", "name")).trim().split("\n")).toHaveLength(2);
    expect(await ok("get", "pods", "-A", "--field-selector", "spec.nodeName=worker-1", "--no-headers")).toContain(
      "network-",
    );
    expect(await ok("get", "all")).toContain("replicaset.apps/web-");
    expect(await ok("describe", "deployment", "web")).toMatch(
      /^Replicas: +2 desired \| 2 updated \| 2 total \| 2 available/m,
    );
    expect(await ok("describe", "pods", "-l", "app=web")).toMatch(/^Status: +Running$/m);
    expect(await ok("get", "events")).toContain("ScalingReplicaSet");
    expect(await fails("wait", "configmap/settings", "--for=jsonpath={.data.mode}=never", "--timeout=1s")).toContain(
      "timed out",
    );
  });

  test("label, annotate, patch, scale, set image, edit of nothing", async () => {
    expect(await ok("label", "node", "worker-1", "disk=ssd")).toContain("node/worker-1 labeled");
    expect(await fails("label", "node", "worker-1", "disk=hdd")).toContain("already has a value");
    expect(await ok("label", "node", "worker-1", "disk-")).toContain("unlabeled");
    expect(await ok("annotate", "configmap", "settings", "example.test/note=a b")).toContain("annotated");
    expect(
      await ok("patch", "configmap", "settings", "--type=json", "-p", '[{"op":"add","path":"/data/j","value":"1"}]'),
    ).toContain("patched");
    expect(await ok("patch", "configmap", "settings", "-p", '{"data":{"j":"2"}}')).toContain("patched");
    expect(await ok("patch", "configmap", "settings", "-p", '{"data":{"j":"2"}}')).toContain("(no change)");
    expect(await fails("patch", "deployment", "web", "-p", '{"spec":{"replicas":-1}}')).toContain(
      "spec.replicas: Invalid value: -1",
    );
    expect(await ok("scale", "deployment", "web", "--replicas=3")).toContain("scaled");
    expect(await ok("rollout", "status", "deployment/web", "--timeout=30s")).toContain("successfully rolled out");
    expect(await ok("scale", "deployment", "web", "--replicas=2")).toContain("scaled");
  });

  test("taint, cordon, drain: a budget holds it back until it goes", async () => {
    expect(await ok("taint", "node", "worker-2", "dedicated=db:NoSchedule")).toContain("tainted");
    expect(await fails("taint", "node", "worker-2", "dedicated=db:NoSchedule")).toContain("already has");
    expect(await ok("taint", "node", "worker-2", "dedicated-")).toContain("untainted");
    expect(await ok("cordon", "worker-1")).toContain("node/worker-1 cordoned");
    expect(await ok("get", "nodes", "--no-headers")).toMatch(/^worker-1 +Ready,SchedulingDisabled/m);
    expect(await ok("uncordon", "worker-1")).toContain("uncordoned");
    expect(await fails("drain", "worker-1")).toContain("cannot delete DaemonSet-managed Pods");
    const pods = () => ok("get", "pods", "-l", "app=web", "--field-selector", "spec.nodeName=worker-1", "-o", "name");
    if ((await pods()) !== "") {
      expect(await fails("drain", "worker-1", "--ignore-daemonsets", "--timeout=1s")).toContain(
        "global timeout reached: 1s",
      );
    }
    expect(await ok("delete", "pdb", "web")).toContain("deleted");
    expect(await ok("drain", "worker-1", "--ignore-daemonsets", "--timeout=30s")).toContain("node/worker-1 drained");
    expect(await pods()).toBe("");
    await ok("uncordon", "worker-1");
    expect(await ok("rollout", "status", "deployment/web", "--timeout=30s")).toContain("successfully rolled out");
  });

  test("auth can-i, auth whoami, create token, certificates, rights of others", async () => {
    expect((await ok("auth", "can-i", "delete", "nodes")).trim()).toBe("yes");
    expect((await kubectl("auth", "can-i", "list", "secrets", "--as=bob")).out.trim()).toBe("no");
    expect(await ok("auth", "whoami")).toMatch(/^Username +admin$/m);
    expect(await ok("create", "serviceaccount", "robot")).toContain("created");
    const token = (await ok("create", "token", "robot")).trim();
    expect(token.split(".")).toHaveLength(3);
    expect((await served.get("/api/v1/nodes", { token })).status).toBe(403);
    expect(await fails("get", "secrets", "--as=bob")).toContain('User "bob" cannot list resource "secrets"');
    await ok("create", "role", "reader", "--verb=get,list", "--resource=pods");
    await ok("create", "rolebinding", "reader", "--role=reader", "--serviceaccount=default:robot");
    expect((await ok("auth", "can-i", "list", "pods", "--as=system:serviceaccount:default:robot")).trim()).toBe("yes");
    expect((await served.get("/api/v1/namespaces/default/pods", { token })).status).toBe(200);
  });

  test("create, logs, expose, delete in its forms", async () => {
    expect(await ok("create", "namespace", "shop")).toContain("namespace/shop created");
    expect(await fails("create", "namespace", "shop")).toContain("AlreadyExists");
    await ok("create", "secret", "generic", "keys", "-n", "shop", "--from-literal=user=me");
    expect(await ok("get", "secret", "keys", "-n", "shop", "-o", "jsonpath={.data.user}")).toBe("bWU=");
    await ok("expose", "deployment", "web", "--port=80", "--target-port=8080");
    expect(await ok("get", "service", "web", "--no-headers")).toMatch(
      /^web +ClusterIP +10\.\d+\.\d+\.\d+ +<none> +80\/TCP/,
    );
    expect(await ok("logs", "deployment/web")).toBe("");
    expect(await fails("apply", "--server-side", "-f", "app.yaml")).toContain(
      "Server-side apply is not played by this sandbox",
    );
    expect(await ok("delete", "-f", "app.yaml", "--ignore-not-found")).toContain('deployment.apps "web" deleted');
    expect(await fails("delete", "configmap", "settings")).toContain("NotFound");
    expect(await ok("delete", "namespace", "shop", "--timeout=30s")).toContain("deleted");
    expect(await fails("get", "namespace", "shop")).toContain("NotFound");
    expect(await ok("delete", "node", "worker-2")).toContain('node "worker-2" deleted');
  });
});
