import { at, type JsonObject, objectsOf } from "../../../../sandbox/kubernetes/plain/json";
import { nameOf } from "../../../../sandbox/kubernetes/plain/object-meta";
import { ServedCluster } from "../served-cluster";

let served: ServedCluster;
beforeEach(async () => {
  served = await ServedCluster.open();
  for (const name of ["a", "b", "c", "d", "e"]) await served.configMap(name);
});
afterEach(() => served.close());

const path = "/api/v1/namespaces/default/configmaps";
const namesOf = (list: JsonObject) => objectsOf(list["items"]).map(nameOf);
const tokenOf = (list: JsonObject) => at(list, "metadata", "continue");
const page = async (token: unknown, limit = 2) =>
  (await served.get(`${path}?limit=${limit}&continue=${encodeURIComponent(String(token))}`)).json;

test("pages are of one moment, whatever is written between them", async () => {
  const first = (await served.get(`${path}?limit=2`)).json;
  expect(first["metadata"]).toMatchObject({ remainingItemCount: 3 });
  await served.ask("DELETE", `${path}/c`);
  await served.configMap("bb");
  await served.patch(`${path}/d`, "merge", { data: { new: "yes" } });
  const second = await page(tokenOf(first));
  const third = await page(tokenOf(second));
  expect([first, second, third].map(namesOf)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
  expect(objectsOf(second["items"])[1]).not.toHaveProperty("data");
  expect(tokenOf(third)).toBeUndefined();
  const versions = [first, second, third].map((list) => at(list, "metadata", "resourceVersion"));
  expect(new Set(versions).size).toBe(1);
});

test("a token of a forgotten moment is 410, and its own token goes on with what is there now", async () => {
  const first = (await served.get(`${path}?limit=2`)).json;
  await served.ask("DELETE", `${path}/c`);
  served.cluster.store.history.compact(served.cluster.store.revision);
  const expired = await served.get(`${path}?limit=2&continue=${tokenOf(first)}`);
  expect([expired.status, expired.json["reason"]]).toEqual([410, "Expired"]);
  expect(namesOf(await page(tokenOf(expired.json)))).toEqual(["d", "e"]);
});

test("over all namespaces each object comes once, and names that begin alike do not mix", async () => {
  for (const namespace of ["default-2", "defaul", "default0"]) {
    served.create("namespaces", "", { metadata: { name: namespace } });
    for (const name of ["a", "z"]) served.create("configmaps", namespace, { metadata: { name } });
  }
  const seen: string[] = [];
  let token: unknown = "";
  do {
    const query = token === "" ? "" : `&continue=${encodeURIComponent(String(token))}`;
    const { json } = await served.get(`/api/v1/configmaps?limit=3${query}`);
    seen.push(...objectsOf(json["items"]).map((item) => `${at(item, "metadata", "namespace")}/${nameOf(item)}`));
    token = tokenOf(json) ?? "";
  } while (token !== "");
  const whole = objectsOf((await served.get("/api/v1/configmaps")).json["items"]);
  expect(seen).toHaveLength(whole.length);
  expect(new Set(seen).size).toBe(whole.length);
});

test.each(["x", "e30", "bnVsbA", "W10", "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6IngiLCJzdGFydCI6MX0"])(
  "the token %j is a bad request",
  async (token) => {
    expect((await served.get(`${path}?limit=1&continue=${token}`)).status).toBe(400);
  },
);

test("a limit that is no number is refused", async () => {
  expect((await served.get(`${path}?limit=many`)).status).toBe(400);
});

test("an exact version is what was there then", async () => {
  const then = at((await served.get(path)).json, "metadata", "resourceVersion");
  await served.ask("DELETE", `${path}/a`);
  const { json } = await served.get(`${path}?resourceVersion=${then}&resourceVersionMatch=Exact`);
  expect(namesOf(json)).toEqual(["a", "b", "c", "d", "e"]);
  expect(namesOf((await served.get(path)).json)).toEqual(["b", "c", "d", "e"]);
});

test("labels and fields select; what cannot be selected by is a bad request", async () => {
  await served.patch(`${path}/a`, "merge", { metadata: { labels: { tier: "front", n: "1" } } });
  await served.patch(`${path}/b`, "merge", { metadata: { labels: { tier: "back" } } });
  const select = async (query: string) => namesOf((await served.get(`${path}?${query}`)).json);
  expect(await select("labelSelector=tier")).toEqual(["a", "b"]);
  expect(await select("labelSelector=!tier")).toEqual(["c", "d", "e"]);
  expect(await select(`labelSelector=${encodeURIComponent("tier in (front,none)")}`)).toEqual(["a"]);
  expect(await select(`labelSelector=${encodeURIComponent("tier notin (front)")}`)).toEqual(["b", "c", "d", "e"]);
  expect(await select(`labelSelector=${encodeURIComponent("tier=front,n!=1")}`)).toEqual([]);
  expect(await select("labelSelector=constructor")).toEqual([]);
  expect(await select("fieldSelector=metadata.name%3Dc")).toEqual(["c"]);
  for (const query of [
    "fieldSelector=data.x%3D1",
    "labelSelector=a%3Db%3Dc",
    "labelSelector=a+in+(",
    "fieldSelector=x",
  ])
    expect((await served.get(`${path}?${query}`)).status).toBe(400);
});

test("a table has the columns of kubectl; metadata alone has no data", async () => {
  const accept = (as: string) => ({ headers: { accept: `application/json;as=${as};v=v1;g=meta.k8s.io` } });
  const table = (await served.get(path, accept("Table"))).json;
  expect(objectsOf(table["columnDefinitions"]).map(({ name }) => name)).toEqual(["Name", "Data", "Age"]);
  expect(objectsOf(table["rows"]).map((row) => at(row, "cells"))).toHaveLength(5);
  const partial = (await served.get(path, accept("PartialObjectMetadataList"))).json;
  expect(partial["kind"]).toBe("PartialObjectMetadataList");
  expect((await served.get(path, { headers: { accept: "text/html" } })).status).toBe(406);
});
