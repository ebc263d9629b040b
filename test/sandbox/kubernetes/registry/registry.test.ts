import { at, type JsonObject, objectsOf, textsOf } from "../../../../sandbox/kubernetes/plain/json";
import { nameOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { createClock } from "../../../../sandbox/world/clock";
import { ServedCluster } from "../served-cluster";

let served: ServedCluster;
beforeAll(async () => {
  served = await ServedCluster.open();
});
afterAll(() => served.close());

const path = "/api/v1/namespaces/default/configmaps";
const versionOf = (object: JsonObject) => at(object, "metadata", "resourceVersion");

describe("creation", () => {
  test("a second of the same name is a conflict; a generated name is another each time", async () => {
    expect((await served.configMap("once")).status).toBe(201);
    const again = await served.configMap("once");
    expect([again.status, again.json["reason"]]).toEqual([409, "AlreadyExists"]);
    const made = await Promise.all(
      Array.from({ length: 20 }, () => served.post(path, { metadata: { generateName: "many-" } })),
    );
    const names = made.map(({ json }) => nameOf(json));
    expect(new Set(names).size).toBe(20);
    for (const name of names) expect(name).toMatch(/^many-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test("the server says uid, version and time; nobody else does", async () => {
    const { json } = await served.configMap("own", {
      metadata: { name: "own", uid: "mine", creationTimestamp: "2001-01-01T00:00:00Z", generation: 7 },
    });
    expect(at(json, "metadata", "uid")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(String(at(json, "metadata", "creationTimestamp"))).not.toMatch(/^2001/);
    const versioned = await served.configMap("versioned", { metadata: { name: "versioned", resourceVersion: "1" } });
    expect(versioned.status).toBe(500);
  });

  test.each(["", "Upper", "a_b", "-a", "a-", "a..b", "ä", `${"x".repeat(254)}`])(
    "the name %j is refused",
    async (name) => {
      const { status } = await served.configMap(name);
      expect(status).toBe(422);
    },
  );

  test("in a namespace that is not there, and one that goes", async () => {
    const missing = await served.post("/api/v1/namespaces/nowhere/configmaps", { metadata: { name: "a" } });
    expect([missing.status, missing.json["message"]]).toEqual([404, 'namespaces "nowhere" not found']);
    await served.post("/api/v1/namespaces", { metadata: { name: "leaving" } });
    await served.ask("DELETE", "/api/v1/namespaces/leaving");
    const late = await served.post("/api/v1/namespaces/leaving/configmaps", { metadata: { name: "a" } });
    expect(late.status).toBe(403);
    expect(at(objectsOf(at(late.json, "details", "causes"))[0], "reason")).toBe("NamespaceTerminating");
  });
});

describe("replacing", () => {
  test("of two writers of one version, one wins", async () => {
    const { json } = await served.configMap("race");
    const put = (data: JsonObject) => served.ask("PUT", `${path}/race`, { body: { ...json, data } });
    const statuses = (await Promise.all([put({ a: "1" }), put({ a: "2" })])).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 409]);
  });

  test("a hundred writers that try again at a conflict lose nothing", async () => {
    await served.configMap("counter", { data: { n: "0" } });
    const add = async (): Promise<void> => {
      const { json } = await served.get(`${path}/counter`);
      const data = { n: String(Number(at(json, "data", "n")) + 1) };
      const { status } = await served.ask("PUT", `${path}/counter`, { body: { ...json, data } });
      if (status === 409) await add();
      else expect(status).toBe(200);
    };
    await Promise.all(Array.from({ length: 100 }, add));
    expect((await served.get(`${path}/counter`)).json["data"]).toEqual({ n: "100" });
  });

  test("without a version the last writer wins; what is not there is not made", async () => {
    await served.configMap("last");
    const body = { metadata: { name: "last" }, data: { a: "1" } };
    expect((await served.ask("PUT", `${path}/last`, { body })).status).toBe(200);
    expect((await served.ask("PUT", `${path}/none`, { body: { metadata: { name: "none" } } })).status).toBe(404);
    expect((await served.ask("PUT", `${path}/other`, { body })).status).toBe(400);
  });

  test("an object of another uid is a conflict", async () => {
    const { json } = await served.configMap("reborn");
    await served.ask("DELETE", `${path}/reborn`);
    await served.configMap("reborn");
    const body = { ...json, metadata: { name: "reborn", uid: at(json, "metadata", "uid") ?? "" } };
    expect((await served.ask("PUT", `${path}/reborn`, { body })).status).toBe(409);
  });

  test("a dry run answers as a write would, and writes nothing", async () => {
    const made = await served.post(`${path}?dryRun=All`, { metadata: { name: "dry" } });
    expect(made.status).toBe(201);
    expect((await served.get(`${path}/dry`)).status).toBe(404);
    const { json } = await served.configMap("dry");
    const before = served.cluster.store.revision;
    expect((await served.patch(`${path}/dry?dryRun=All`, "merge", { data: { a: "1" } })).json["data"]).toEqual({
      a: "1",
    });
    expect((await served.ask("DELETE", `${path}/dry?dryRun=All`)).status).toBe(200);
    expect(served.cluster.store.revision).toBe(before);
    expect(versionOf((await served.get(`${path}/dry`)).json)).toBe(versionOf(json));
    expect((await served.post(`${path}?dryRun=Some`, { metadata: { name: "x" } })).status).toBe(422);
  });
});

describe("deletion", () => {
  test("a finalizer holds an object until it is taken away", async () => {
    await served.configMap("held", { metadata: { name: "held", finalizers: ["example.test/hold"] } });
    const marked = await served.ask("DELETE", `${path}/held`);
    expect(at(marked.json, "metadata", "deletionTimestamp")).toMatch(/Z$/);
    const more = await served.patch(`${path}/held`, "merge", {
      metadata: { finalizers: ["example.test/hold", "example.test/new"] },
    });
    expect(more.status).toBe(422);
    expect((await served.patch(`${path}/held`, "merge", { metadata: { finalizers: null } })).status).toBe(200);
    expect((await served.get(`${path}/held`)).status).toBe(404);
  });

  test("preconditions: another uid or version is a conflict", async () => {
    const { json } = await served.configMap("sure");
    const remove = (preconditions: JsonObject) => served.ask("DELETE", `${path}/sure`, { body: { preconditions } });
    expect((await remove({ uid: "x" })).status).toBe(409);
    expect((await remove({ resourceVersion: "1" })).status).toBe(409);
    expect(
      (await remove({ uid: at(json, "metadata", "uid") ?? "", resourceVersion: versionOf(json) ?? "" })).status,
    ).toBe(200);
    expect((await remove({})).status).toBe(404);
  });

  test("of a collection: what is selected goes, and no more", async () => {
    for (const name of ["x1", "x2"]) await served.configMap(name, { metadata: { name, labels: { batch: "x" } } });
    await served.configMap("y1", { metadata: { name: "y1", labels: { batch: "y" } } });
    const { json } = await served.ask("DELETE", `${path}?labelSelector=batch%3Dx`);
    expect(objectsOf(json["items"]).map(nameOf)).toEqual(["x1", "x2"]);
    expect((await served.get(`${path}/x1`)).status).toBe(404);
    expect((await served.get(`${path}/y1`)).status).toBe(200);
  });

  test("options that contradict one another are refused", async () => {
    await served.configMap("opt");
    for (const body of [{ propagationPolicy: "Sometimes" }, { propagationPolicy: "Orphan", orphanDependents: true }])
      expect((await served.ask("DELETE", `${path}/opt`, { body })).status).toBe(422);
    expect((await served.ask("DELETE", `${path}/opt`, { body: "{" })).status).toBe(400);
  });
});

describe("with the controllers of a cluster", () => {
  let whole: ServedCluster;
  beforeAll(async () => {
    whole = await ServedCluster.open({
      clock: createClock(),
      controllers: {
        controllers: [
          "garbage-collector-controller",
          "namespace-controller",
          "serviceaccount-controller",
          "root-ca-certificate-publisher-controller",
        ],
      },
    });
  });
  afterAll(() => whole.close());

  /** Asks until it holds. */
  async function until(where: string, holds: (status: number, json: JsonObject) => boolean): Promise<void> {
    for (let tries = 0; tries < 300; tries += 1) {
      const { status, json } = await whole.get(where);
      if (holds(status, json)) return;
    }
    throw new Error(`Nothing came of ${where}`);
  }

  test("a namespace goes with all that is in it, and comes with an account and the authority", async () => {
    await whole.post("/api/v1/namespaces", { metadata: { name: "shop" } });
    await until("/api/v1/namespaces/shop/serviceaccounts/default", (status) => status === 200);
    await until("/api/v1/namespaces/shop/configmaps/kube-root-ca.crt", (status) => status === 200);
    await whole.post("/api/v1/namespaces/shop/secrets", { metadata: { name: "s", finalizers: ["example.test/hold"] } });
    const gone = await whole.ask("DELETE", "/api/v1/namespaces/shop");
    expect(at(gone.json, "status", "phase")).toBe("Terminating");
    await until("/api/v1/namespaces/shop/configmaps", (_status, json) => objectsOf(json["items"]).length === 0);
    expect((await whole.get("/api/v1/namespaces/shop")).status).toBe(200);
    await whole.patch("/api/v1/namespaces/shop/secrets/s", "merge", { metadata: { finalizers: null } });
    await until("/api/v1/namespaces/shop", (status) => status === 404);
  });

  test("what is owned goes with its owner, or is left alone where that is asked", async () => {
    const reference = (owner: JsonObject) => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      name: nameOf(owner),
      uid: at(owner, "metadata", "uid") ?? "",
    });
    const owner = (await whole.configMap("owner")).json;
    await whole.configMap("owned", { metadata: { name: "owned", ownerReferences: [reference(owner)] } });
    await whole.ask("DELETE", `${path}/owner`, { body: { propagationPolicy: "Background" } });
    await until(`${path}/owned`, (status) => status === 404);
    const other = (await whole.configMap("other")).json;
    await whole.configMap("left", { metadata: { name: "left", ownerReferences: [reference(other)] } });
    await whole.ask("DELETE", `${path}/other`, { body: { propagationPolicy: "Orphan" } });
    await until(`${path}/other`, (status) => status === 404);
    const left = await whole.get(`${path}/left`);
    expect([left.status, textsOf(at(left.json, "metadata", "ownerReferences"))]).toEqual([200, []]);
  });
});
