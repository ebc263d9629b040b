/** Jobs, what is behind services, and tokens that expire. */
import { at, type JsonObject, objectOf, objectsOf } from "../../../../sandbox/kubernetes/plain/json";
import { labelsOf, nameOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { workerFacts } from "../played-cluster";
import { container, deployment, PlayedWorkloads } from "../played-workloads";

let played: PlayedWorkloads;
beforeEach(() => {
  played = new PlayedWorkloads();
});
afterEach(() => played.close());

const job = (name: string, spec: JsonObject = {}): JsonObject => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name },
  spec: { template: { spec: { restartPolicy: "Never", containers: [container] } }, ...spec },
});

describe("A job", () => {
  it("is complete when its pods have succeeded", () => {
    played.nodes("a");
    played.create(job("once", { completions: 3, parallelism: 2 }));
    played.pass(30);
    const status = at(played.find("jobs.batch", "default/once"), "status");
    expect(status).toMatchObject({ succeeded: 3 });
    expect(objectsOf(at(status, "conditions")).map((row) => row["type"])).toEqual(["SuccessCriteriaMet", "Complete"]);
  });

  it("fails when its pods fail too often, and goes after its time to live", () => {
    played.nodes("a");
    played.faults.add({ door: "kubernetes", what: "pod-run", times: 0, effect: { exitCode: 3 } });
    played.create(job("bad", { backoffLimit: 1, ttlSecondsAfterFinished: 60 }));
    played.pass(40);
    const status = at(played.find("jobs.batch", "default/bad"), "status");
    expect(status).toMatchObject({ failed: 2 });
    expect(objectsOf(at(status, "conditions")).map((row) => row["type"])).toEqual(["FailureTarget", "Failed"]);
    const [terminated] = objectsOf(
      at(
        played.pods().find((pod) => labelsOf(pod)["job-name"] === "bad"),
        "status",
        "containerStatuses",
      ),
    );
    expect(at(terminated, "state", "terminated", "exitCode")).toBe(3);
  });

  it("waits while it is suspended", () => {
    played.nodes("a");
    played.create(job("later", { suspend: true }));
    played.pass(20);
    const isJobs = (pod: JsonObject) => nameOf(pod).startsWith("later-");
    expect(played.pods().some(isJobs)).toBe(false);
    played.change("jobs.batch", "default/later", (live) => ({
      ...live,
      spec: { ...objectOf(live["spec"]), suspend: false },
    }));
    played.pass(20);
    expect(at(played.find("jobs.batch", "default/later"), "status", "succeeded")).toBe(1);
  });
});

describe("A service", () => {
  it("has the ready pods behind it, in both forms", () => {
    played.nodes("a");
    played.create({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web" },
      spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }] },
    });
    played.create(deployment("web", 2));
    played.pass(10);
    const [subset] = objectsOf(at(played.find("endpoints", "default/web"), "subsets"));
    const ips = played
      .podsOf("web")
      .map((pod) => at(pod, "status", "podIP"))
      .sort();
    expect(
      objectsOf(subset?.["addresses"])
        .map((row) => row["ip"])
        .sort(),
    ).toEqual(ips);
    expect(subset?.["ports"]).toEqual([{ port: 8080, protocol: "TCP" }]);
    const [slice] = played.cluster.store
      .list("discovery.k8s.io/endpointslices", "default")
      .filter((row) => nameOf(row).startsWith("web-"));
    expect(objectsOf(slice?.["endpoints"]).map((row) => at(row, "conditions", "ready"))).toEqual([true, true]);
    played.delete("deployments.apps", "default/web");
    played.pass(10);
    expect(at(played.find("endpoints", "default/web"), "subsets") ?? []).toEqual([]);
  });

  it("of the API itself has the control planes behind it", () => {
    played.cluster.startKubelet(
      workerFacts("cp", { isControlPlane: true, labels: { "node-role.kubernetes.io/control-plane": "" } }),
    );
    played.pass(10);
    expect(at(played.find("endpoints", "default/kubernetes"), "subsets")).toEqual([
      { addresses: [{ ip: "10.0.1.7" }], ports: [{ name: "https", port: 6443, protocol: "TCP" }] },
    ]);
  });
});

it("An expired bootstrap token is removed, one that lasts is kept", () => {
  const token = (id: string, expiration: string): JsonObject => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: `bootstrap-token-${id}`, namespace: "kube-system" },
    type: "bootstrap.kubernetes.io/token",
    stringData: { "token-id": id, "token-secret": "0123456789abcdef", expiration },
  });
  const inSeconds = (seconds: number) => new Date(played.clock.now() + seconds * 1000).toISOString();
  played.create(token("aaaaaa", inSeconds(60)));
  played.create(token("bbbbbb", inSeconds(7200)));
  played.pass(3600);
  expect(played.find("secrets", "kube-system/bootstrap-token-aaaaaa")).toBeUndefined();
  expect(played.find("secrets", "kube-system/bootstrap-token-bbbbbb")).toBeDefined();
});
