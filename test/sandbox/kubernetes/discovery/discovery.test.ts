import { at, objectsOf, textsOf } from "../../../../sandbox/kubernetes/plain/json";
import { ServedCluster } from "../served-cluster";

let served: ServedCluster;
beforeAll(async () => {
  served = await ServedCluster.open();
});
afterAll(() => served.close());

test("version and health, for anybody", async () => {
  const version = await served.get("/version", { token: undefined });
  expect(version.json).toMatchObject({ major: "1", minor: "36", gitVersion: "v1.36.3" });
  for (const path of ["/healthz", "/livez", "/readyz"]) {
    const { status, text } = await served.get(path, { token: undefined });
    expect([status, text]).toEqual([200, "ok"]);
  }
  expect((await served.get("/readyz?verbose")).text).toContain("[+]etcd ok");
  served.cluster.updateIdentity({ kubernetesVersion: "1.37.0" });
  expect((await served.get("/version")).json["gitVersion"]).toBe("v1.37.0");
  served.cluster.updateIdentity({ kubernetesVersion: "1.36.3" });
});

test("plain and aggregated discovery name the same resources", async () => {
  const groups = objectsOf((await served.get("/apis")).json["groups"]);
  const names = groups.map(({ name }) => String(name));
  expect(names).toEqual(expect.arrayContaining(["apps", "policy", "rbac.authorization.k8s.io", "storage.k8s.io"]));
  const plain = new Set<string>();
  for (const group of groups) {
    for (const { groupVersion } of objectsOf(group["versions"])) {
      const { json } = await served.get(`/apis/${groupVersion}`);
      for (const { name } of objectsOf(json["resources"])) plain.add(`${groupVersion}/${name}`);
    }
  }
  const accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  const aggregated = (await served.get("/apis", { headers: { accept } })).json;
  const found = new Set<string>();
  for (const group of objectsOf(aggregated["items"])) {
    for (const version of objectsOf(group["versions"])) {
      for (const row of objectsOf(version["resources"])) {
        const base = `${at(group, "metadata", "name")}/${version["version"]}/${row["resource"]}`;
        found.add(base);
        for (const sub of objectsOf(row["subresources"])) found.add(`${base}/${sub["subresource"]}`);
      }
    }
  }
  expect([...found].sort()).toEqual([...plain].sort());
});

test("every resource that can be listed is served, and its OpenAPI document names it", async () => {
  const { json } = await served.get("/openapi/v3");
  const paths = Object.keys(Object(json["paths"]));
  expect(paths).toEqual(expect.arrayContaining(["api/v1", "apis/apps/v1", "version"]));
  for (const path of paths.filter((candidate) => /^(api|apis\/.*)\/v\d+$/.test(candidate))) {
    const resources = objectsOf((await served.get(`/${path}`)).json["resources"]);
    const document = (await served.get(`/openapi/v3/${path}`)).json;
    for (const { name, verbs } of resources) {
      if (!textsOf(verbs).includes("list")) continue;
      expect((await served.get(`/${path}/${name}`)).status).toBe(200);
      expect(Object.keys(Object(document["paths"])).some((key) => key.endsWith(`/${name}`))).toBe(true);
    }
  }
});

test("what is nowhere is a plain 404, what is unknown in a group a Status", async () => {
  const group = await served.get("/apis/example.test/v1/gadgets");
  expect([group.status, group.text]).toEqual([404, "404 page not found\n"]);
  const resource = await served.get("/api/v1/namespaces/default/widgets");
  expect([resource.status, resource.json["kind"]]).toEqual([404, "Status"]);
  expect((await served.ask("HEAD", "/api/v1/nodes")).status).toBe(405);
  expect((await served.ask("TRACE", "/api/v1/nodes")).status).toBeGreaterThanOrEqual(400);
});

test("a custom resource that is defined is a clear 501, one that is not a 404", async () => {
  const names = { plural: "gadgets", kind: "Gadget" };
  const versions = [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }];
  const made = await served.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", {
    metadata: { name: "gadgets.example.test" },
    spec: { group: "example.test", names, scope: "Namespaced", versions },
  });
  expect(made.status).toBe(201);
  const path = "/apis/example.test/v1/namespaces/default";
  const { status, json } = await served.get(`${path}/gadgets`);
  expect([status, json["message"]]).toEqual([
    501,
    "gadgets.example.test is not played by this sandbox: it is a custom resource",
  ]);
  expect((await served.get(`${path}/widgets`)).status).toBe(404);
});

test.each([
  ["POST", "/api/v1/namespaces/default/pods/p/exec?command=ls", { connection: "upgrade", upgrade: "websocket" }],
  ["GET", "/api/v1/nodes/n1/proxy/metrics", {}],
])("%s %s is a clear 501", async (method, path, headers) => {
  served.cluster.store.put({ resource: "/pods", namespace: "default", name: "p" }, () => ({
    kind: "Pod",
    apiVersion: "v1",
    metadata: { name: "p", namespace: "default" },
    spec: { nodeName: "n1", containers: [{ name: "c" }] },
  }));
  served.cluster.store.put({ resource: "/nodes", namespace: "", name: "n1" }, () => ({
    kind: "Node",
    apiVersion: "v1",
    metadata: { name: "n1" },
  }));
  const { status, json } = await served.ask(method, path, { headers });
  expect([status, json["reason"]]).toEqual([501, "NotImplemented"]);
  expect(json["message"]).toContain("not played by this sandbox");
});
