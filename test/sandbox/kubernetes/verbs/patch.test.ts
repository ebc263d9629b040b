import { at, objectsOf } from "../../../../sandbox/kubernetes/plain/json";
import { nameOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { ServedCluster } from "../served-cluster";

let served: ServedCluster;
beforeAll(async () => {
  served = await ServedCluster.open();
});
afterAll(() => served.close());

const configMaps = "/api/v1/namespaces/default/configmaps";
const deployments = "/apis/apps/v1/namespaces/default/deployments";

async function newConfigMap(name: string, data = { a: "1", b: "2" }): Promise<string> {
  await served.configMap(name, { data });
  return `${configMaps}/${name}`;
}

describe("merge patch", () => {
  test("null removes, objects merge, everything else replaces", async () => {
    const path = await newConfigMap("merge");
    const { json } = await served.patch(path, "merge", { data: { a: null, b: "3", c: "4" } });
    expect(json["data"]).toEqual({ b: "3", c: "4" });
    expect((await served.patch(path, "merge", { data: null })).json).not.toHaveProperty("data");
  });

  test("one that changes nothing writes nothing", async () => {
    const path = await newConfigMap("still");
    const before = at((await served.get(path)).json, "metadata", "resourceVersion");
    const { json } = await served.patch(path, "merge", { data: { a: "1" } });
    expect(at(json, "metadata", "resourceVersion")).toBe(before);
  });

  test("with a version that is not the last it is a conflict, with the last it is not", async () => {
    const path = await newConfigMap("version");
    const version = at((await served.get(path)).json, "metadata", "resourceVersion") ?? "";
    const change = (a: string) => ({ metadata: { resourceVersion: version }, data: { a } });
    expect((await served.patch(path, "merge", change("x"))).status).toBe(200);
    const late = await served.patch(path, "merge", change("y"));
    expect([late.status, late.json["reason"]]).toEqual([409, "Conflict"]);
    expect((await served.get(path)).json["data"]).toMatchObject({ a: "x" });
  });

  test("what nobody may change stays: name, uid, creation", async () => {
    const path = await newConfigMap("fixed");
    expect((await served.patch(path, "merge", { metadata: { name: "other" } })).status).toBe(400);
    expect((await served.patch(path, "merge", { metadata: { uid: "x" } })).status).toBe(422);
    const { json } = await served.patch(path, "merge", { metadata: { creationTimestamp: "2001-01-01T00:00:00Z" } });
    expect(String(at(json, "metadata", "creationTimestamp"))).not.toMatch(/^2001/);
  });

  test.each([["[]"], ["1"], ['"x"'], ["null"], ["{"], [""]])("the patch %j is a bad request", async (body) => {
    const path = await newConfigMap("bad-merge");
    expect((await served.patch(path, "merge", body)).status).toBe(400);
  });

  test("a value of another type is invalid", async () => {
    const path = await newConfigMap("typed");
    expect((await served.patch(path, "merge", { data: { a: 1 } })).status).toBe(422);
    expect((await served.patch(path, "merge", { data: "x" })).status).toBe(422);
  });
});

describe("JSON patch", () => {
  test("all six operations, in order, and none of them where a test fails", async () => {
    const path = await newConfigMap("six");
    const { json } = await served.patch(path, "json", [
      { op: "test", path: "/data/a", value: "1" },
      { op: "add", path: "/data/c", value: "3" },
      { op: "replace", path: "/data/a", value: "9" },
      { op: "copy", from: "/data/a", path: "/data/d" },
      { op: "move", from: "/data/b", path: "/data/e" },
      { op: "remove", path: "/data/c" },
    ]);
    expect(json["data"]).toEqual({ a: "9", d: "9", e: "2" });
    const failed = await served.patch(path, "json", [
      { op: "remove", path: "/data/a" },
      { op: "test", path: "/data/d", value: "8" },
    ]);
    expect(failed.status).toBe(422);
    expect((await served.get(path)).json["data"]).toEqual({ a: "9", d: "9", e: "2" });
  });

  test("names with a slash or a tilde are escaped", async () => {
    const path = await newConfigMap("escaped");
    const key = "example.test/a~b";
    const patch = [{ op: "add", path: "/metadata/annotations", value: { "example.test/x": "1" } }];
    await served.patch(path, "json", patch);
    const { json } = await served.patch(path, "json", [
      { op: "replace", path: "/metadata/annotations/example.test~1x", value: "2" },
    ]);
    expect(at(json, "metadata", "annotations")).toEqual({ "example.test/x": "2" });
    const refused = await served.patch(path, "json", [{ op: "add", path: `/metadata/annotations/${key}`, value: "" }]);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
  });

  test.each([
    ["an operation that does not exist", [{ op: "join", path: "/data/a" }]],
    ["a path that is not there", [{ op: "remove", path: "/data/none" }]],
    ["a parent that is not there", [{ op: "add", path: "/spec/x/y", value: 1 }]],
    ["no value", [{ op: "add", path: "/data/x" }]],
    ["an index beyond the end", [{ op: "add", path: "/metadata/managedFields/99", value: {} }]],
    ["an index that is none", [{ op: "remove", path: "/metadata/managedFields/x" }]],
    ["an object", { op: "remove", path: "/data/a" }],
    ["operations that are none", [1, "x", null]],
  ])("%s is refused", async (_what, patch) => {
    const path = await newConfigMap("bad-json");
    const { status } = await served.patch(path, "json", patch);
    expect([400, 422]).toContain(status);
  });

  test("more than ten thousand operations are too many", async () => {
    const path = await newConfigMap("many-json");
    const patch = Array.from({ length: 10_001 }, () => ({ op: "test", path: "/data/a", value: "1" }));
    expect((await served.patch(path, "json", patch)).status).toBe(413);
  });
});

describe("strategic merge patch", () => {
  const container = (name: string, more = {}) => ({ name, image: `example.com/${name}:1`, ...more });

  async function newDeployment(name: string): Promise<string> {
    const template = {
      metadata: { labels: { app: name } },
      spec: {
        containers: [container("one", { env: [{ name: "A", value: "1" }] }), container("two")],
        tolerations: [{ key: "k", operator: "Exists" }],
      },
    };
    const spec = { replicas: 1, selector: { matchLabels: { app: name } }, template };
    await served.post(deployments, { metadata: { name, finalizers: ["example.test/a"] }, spec });
    return `${deployments}/${name}`;
  }
  const specOf = (spec: object) => ({ spec: { template: { spec } } });
  const containersIn = (json: Parameters<typeof at>[0]) =>
    objectsOf(at(json, "spec", "template", "spec", "containers"));

  test("elements are found by their key: changed, added, deleted", async () => {
    const path = await newDeployment("keyed");
    const patch = specOf({
      containers: [
        { name: "one", env: [{ name: "B", value: "2" }] },
        { name: "two", $patch: "delete" },
        container("three"),
      ],
    });
    const { json } = await served.patch(path, "strategic-merge", JSON.stringify(patch));
    expect(
      containersIn(json)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["one", "three"]);
    const one = containersIn(json).find(({ name }) => name === "one");
    expect(
      objectsOf(one?.["env"])
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["A", "B"]);
  });

  test("an order of elements, and a list that is replaced as a whole", async () => {
    const path = await newDeployment("ordered");
    const order = specOf({ "$setElementOrder/containers": [{ name: "two" }, { name: "one" }] });
    const { json } = await served.patch(path, "strategic-merge", JSON.stringify(order));
    expect(containersIn(json).map(nameOfContainer)).toEqual(["two", "one"]);
    const replaced = await served.patch(
      path,
      "strategic-merge",
      JSON.stringify(specOf({ containers: [{ $patch: "replace" }, container("alone")] })),
    );
    expect(containersIn(replaced.json).map(nameOfContainer)).toEqual(["alone"]);
  });

  test("tolerations have no key: the list is the patch's", async () => {
    const path = await newDeployment("atomic");
    const patch = specOf({ tolerations: [{ key: "other", operator: "Exists" }] });
    const { json } = await served.patch(path, "strategic-merge", JSON.stringify(patch));
    expect(at(json, "spec", "template", "spec", "tolerations")).toEqual([{ key: "other", operator: "Exists" }]);
  });

  test("finalizers are a set; one is taken out of it", async () => {
    const path = await newDeployment("set");
    const added = await served.patch(path, "strategic-merge", { metadata: { finalizers: ["example.test/b"] } });
    expect(at(added.json, "metadata", "finalizers")).toEqual(
      expect.arrayContaining(["example.test/a", "example.test/b"]),
    );
    const gone = await served.patch(path, "strategic-merge", {
      metadata: { "$deleteFromPrimitiveList/finalizers": ["example.test/a"] },
    });
    expect(at(gone.json, "metadata", "finalizers")).toEqual(["example.test/b"]);
  });

  test("an element without its key, and an instruction that does not exist, are refused", async () => {
    const path = await newDeployment("wrong");
    for (const patch of [specOf({ containers: [{ image: "x" }] }), specOf({ $patch: "explode" })]) {
      const { status } = await served.patch(path, "strategic-merge", JSON.stringify(patch));
      expect(status).toBe(500);
    }
    expect((await served.get(path)).status).toBe(200);
  });

  test("a change of the selector is invalid, one of the replicas counts a generation", async () => {
    const path = await newDeployment("generation");
    expect(
      (await served.patch(path, "strategic-merge", { spec: { selector: { matchLabels: { app: "z" } } } })).status,
    ).toBe(422);
    const { json } = await served.patch(path, "strategic-merge", { spec: { replicas: 3 } });
    expect(at(json, "metadata", "generation")).toBe(2);
    const labelled = await served.patch(path, "strategic-merge", { metadata: { labels: { a: "b" } } });
    expect(at(labelled.json, "metadata", "generation")).toBe(2);
  });
});

test("server-side apply says clearly that it is not played, before anything else", async () => {
  const contentType = "application/apply-patch+yaml";
  const body = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: applied}\n";
  const { status, json } = await served.ask("PATCH", `${configMaps}/applied?fieldManager=me`, { contentType, body });
  expect([status, json["reason"]]).toEqual([501, "NotImplemented"]);
  expect(json["message"]).toContain("Server-side apply is not played by this sandbox");
});

test("another media type is refused with the list of those that there are", async () => {
  const { status } = await served.ask("PATCH", `${configMaps}/x`, { contentType: "application/json", body: "{}" });
  expect(status).toBe(415);
});

function nameOfContainer(container: { [key: string]: unknown }): string {
  return nameOf({ metadata: { name: String(container["name"]) } });
}
