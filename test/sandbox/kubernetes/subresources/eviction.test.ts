import { at, type JsonObject, objectsOf } from "../../../../sandbox/kubernetes/plain/json";
import { ServedCluster } from "../served-cluster";

let served: ServedCluster;
beforeEach(async () => {
  served = await ServedCluster.open({ controllers: { controllers: ["disruption-controller"] } });
  served.create("serviceaccounts", "default", { metadata: { name: "default" } });
  served.create("nodes", "", { metadata: { name: "n1" } });
  for (const name of ["web-1", "web-2"]) await newPod(name);
});
afterEach(() => served.close());

const pods = "/api/v1/namespaces/default/pods";
const budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";

async function newPod(name: string, ready = "True"): Promise<void> {
  const spec = { nodeName: "n1", containers: [{ name: "c", image: "example.com/c:1" }] };
  await served.post(pods, { metadata: { name, labels: { app: "web" } }, spec });
  const status = { phase: "Running", conditions: [{ type: "Ready", status: ready }] };
  await served.patch(`${pods}/${name}/status`, "merge", { status });
}

const evict = (name: string, more: JsonObject = {}, apiVersion = "policy/v1") =>
  served.post(`${pods}/${name}/eviction`, { apiVersion, kind: "Eviction", metadata: { name }, ...more });

/** Makes a budget, and waits until it is counted. */
async function newBudget(spec: JsonObject, name = "web"): Promise<void> {
  await served.post(budgets, { metadata: { name }, spec: { selector: { matchLabels: { app: "web" } }, ...spec } });
  for (let tries = 0; tries < 200; tries += 1) {
    const { json } = await served.get(`${budgets}/${name}`);
    if (at(json, "status", "observedGeneration") === 1 && at(json, "status", "currentHealthy") === 2) return;
  }
  throw new Error("The budget is not counted");
}

test("without a budget a pod is told to end, with the reason in its conditions", async () => {
  const { status, json } = await evict("web-1");
  expect([status, json["status"]]).toEqual([201, "Success"]);
  const pod = (await served.get(`${pods}/web-1`)).json;
  expect(at(pod, "metadata", "deletionGracePeriodSeconds")).toBe(30);
  const [target] = objectsOf(at(pod, "status", "conditions")).filter(({ type }) => type === "DisruptionTarget");
  expect(target).toMatchObject({ status: "True", reason: "EvictionByEvictionAPI" });
});

test("a budget lets one go, and refuses the next with 429 and no Retry-After", async () => {
  await newBudget({ minAvailable: 1 });
  expect((await evict("web-1")).status).toBe(201);
  const refused = await evict("web-2");
  expect([refused.status, refused.json["reason"]]).toEqual([429, "TooManyRequests"]);
  expect(refused.json["message"]).toBe("Cannot evict pod as it would violate the pod's disruption budget.");
  expect(objectsOf(at(refused.json, "details", "causes"))[0]).toMatchObject({ reason: "DisruptionBudget" });
  expect(refused.headers["retry-after"]).toBeUndefined();
  expect(at((await served.get(`${pods}/web-2`)).json, "metadata", "deletionTimestamp")).toBeUndefined();
});

test("a budget that is not counted yet answers 429 with Retry-After", async () => {
  served.cluster.controllers.stop();
  await served.post(budgets, {
    metadata: { name: "new" },
    spec: { minAvailable: 1, selector: { matchLabels: { app: "web" } } },
  });
  const refused = await evict("web-1");
  expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "10"]);
});

test("two budgets for one pod are an error of the server", async () => {
  await newBudget({ minAvailable: 0 });
  await newBudget({ minAvailable: 0 }, "second");
  expect((await evict("web-1")).status).toBe(500);
});

test("the old version of the body, options and dry runs count", async () => {
  expect((await evict("web-1", { deleteOptions: { dryRun: ["All"] } })).status).toBe(201);
  expect(at((await served.get(`${pods}/web-1`)).json, "metadata", "deletionTimestamp")).toBeUndefined();
  expect((await evict("web-1", { deleteOptions: { preconditions: { uid: "x" } } })).status).toBe(409);
  expect((await evict("web-1", { deleteOptions: { gracePeriodSeconds: 5 } }, "policy/v1beta1")).status).toBe(201);
  expect(at((await served.get(`${pods}/web-1`)).json, "metadata", "deletionGracePeriodSeconds")).toBe(5);
});

test("what is not there, another name, and no eviction are refused", async () => {
  expect((await evict("nobody")).status).toBe(404);
  expect((await served.post(`${pods}/web-1/eviction`, { metadata: { name: "web-2" } })).status).toBe(400);
  const other = { apiVersion: "v1", kind: "Pod", metadata: { name: "web-1" } };
  expect((await served.post(`${pods}/web-1/eviction`, other)).status).toBe(400);
  expect((await served.get(`${pods}/web-1/eviction`)).status).toBe(405);
});
