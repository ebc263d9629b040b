import { ServedCluster } from "../served-cluster";

let served: ServedCluster;
beforeAll(async () => {
  served = await ServedCluster.open();
});
afterAll(() => served.close());

const path = "/api/v1/namespaces/default/configmaps";

describe("a body that nobody should send", () => {
  test.each([
    ["no JSON", "{", "unexpected end of JSON input"],
    ["a half-written value", '{"a": tru', "invalid character"],
    ["text behind the value", '{"kind":"ConfigMap"} x', "after top-level value"],
    ["a list", "[]", "cannot unmarshal array"],
    ["a number", "1", "cannot unmarshal number"],
    ["nothing", "", ""],
    ["null", "null", ""],
  ])("%s is a bad request that says why", async (_what, body, words) => {
    const { status, json } = await served.post(path, body);
    expect(status).toBe(400);
    expect(json["reason"]).toBe("BadRequest");
    expect(json["message"]).toContain(words);
  });

  test("ten megabytes are refused as too large, and the server goes on", async () => {
    const body = JSON.stringify({ metadata: { name: "big" }, data: { k: "x".repeat(10_000_000) } });
    const { status, json } = await served.post(path, body);
    expect([status, json["reason"]]).toEqual([413, "RequestEntityTooLarge"]);
    expect((await served.get(`${path}/big`)).status).toBe(404);
  });

  test("more than a mebibyte of data is invalid", async () => {
    const { status, json } = await served.configMap("large", { data: { k: "x".repeat(1024 * 1024 + 1) } });
    expect([status, json["reason"]]).toEqual([422, "Invalid"]);
  });

  test.each([100, 20_000, 500_000])("objects nested %d deep are refused, not a fault of the server", async (depth) => {
    const nested = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    const { status } = await served.post(path, `{"metadata":{"name":"deep"},"data":${nested}}`);
    expect(status).toBe(400);
    const lists = await served.post(path, `{"metadata":{"name":"deep"},"x":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    expect(lists.status).toBe(depth === 100 ? 201 : 400);
  });

  test.each([
    ["text/plain", 415],
    ["application/xml", 415],
    ["application/json; charset=utf-8", 201],
    ["APPLICATION/JSON", 201],
    ["application/merge-patch+json", 415],
  ])("content type %s is answered %d", async (contentType, expected) => {
    const body = { metadata: { generateName: "typed-" } };
    expect((await served.post(path, body, { contentType })).status).toBe(expected);
  });

  test.each([
    ["an envelope of nothing", Buffer.from("k8s\0")],
    ["a cut envelope", Buffer.from("k8s\0\u000a\u00ff", "latin1")],
    ["a length that lies", Buffer.from([0x6b, 0x38, 0x73, 0, 0x12, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    ["no envelope", Buffer.from("{}")],
  ])("protobuf: %s is a bad request", async (_what, body) => {
    const { status } = await served.post(path, body, { contentType: "application/vnd.kubernetes.protobuf" });
    expect(status).toBe(400);
  });

  test("YAML is read; aliases that grow without end are refused", async () => {
    const contentType = "application/yaml";
    const good = await served.post(path, "metadata:\n  name: from-yaml\ndata: {a: b}\n", { contentType });
    expect([good.status, good.json["data"]]).toEqual([201, { a: "b" }]);
    const levels = Array.from({ length: 12 }, (_, index) =>
      index === 0
        ? "a0: &a0 [x,x,x,x,x,x,x,x,x,x]"
        : `a${index}: &a${index} [${Array.from({ length: 10 }, () => `*a${index - 1}`).join(",")}]`,
    );
    const bomb = await served.post(path, levels.join("\n"), { contentType });
    expect(bomb.status).toBe(400);
    const unread = await served.post(path, "a: [\n", { contentType });
    expect(unread.status).toBe(400);
  });

  test("names that JavaScript gives meaning are names", async () => {
    const text = '{"metadata":{"name":"odd"},"data":{"constructor":"c","toString":"t","hasOwnProperty":"h"}}';
    expect((await served.post(path, text)).json["data"]).toEqual({
      constructor: "c",
      toString: "t",
      hasOwnProperty: "h",
    });
    const attempts = [
      await served.patch(`${path}/odd`, "json", [{ op: "add", path: "/__proto__/polluted", value: "yes" }]),
      await served.patch(`${path}/odd`, "json", [{ op: "add", path: "/constructor/prototype/polluted", value: "yes" }]),
      await served.patch(`${path}/odd`, "merge", '{"__proto__":{"polluted":"yes"}}'),
      await served.patch(`${path}/odd`, "strategic-merge", '{"data":{"__proto__":{"polluted":"yes"}}}'),
    ];
    expect(attempts.map(({ status }) => status < 500)).toEqual([true, true, true, true]);
    expect("polluted" in {}).toBe(false);
  });
});

test("nor have they any where the server looks something up by a name", async () => {
  for (const word of ["constructor", "__proto__", "toString"]) {
    const asked = [
      await served.post("/api/v1/namespaces/default/secrets", { metadata: { generateName: "odd-" }, type: word }),
      await served.get(`/${word}`),
      await served.get(`/apis/${word}/v1`),
      await served.get(`/api/v1/${word}`),
      await served.get(`/api/v1/namespaces/default/pods/${word}/${word}`),
      await served.get(path, { headers: { accept: word } }),
      await served.get(`${path}?fieldSelector=${word}%3Dx&labelSelector=${word}`),
      await served.post(path, { kind: word, apiVersion: word, metadata: { name: "a" } }),
      await served.post("/api/v1/namespaces/default/persistentvolumeclaims", {
        metadata: { generateName: "odd-" },
        spec: { accessModes: [word], resources: { requests: { storage: "1Gi" } } },
      }),
    ];
    expect(asked.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  }
});

describe("fields that a type does not have", () => {
  const body = { metadata: { name: "strict" }, dat: { a: "b" } };

  test("are warned of, refused or ignored, as the query says", async () => {
    const strict = await served.post(`${path}?fieldValidation=Strict`, body);
    expect(strict.status).toBe(400);
    expect(strict.json["message"]).toContain('unknown field "dat"');
    const ignored = await served.post(`${path}?fieldValidation=Ignore&dryRun=All`, body);
    expect([ignored.status, ignored.headers["warning"]]).toEqual([201, undefined]);
    const warned = await served.post(path, body);
    expect(warned.headers["warning"]).toContain("unknown field");
    expect(warned.json).not.toHaveProperty("dat");
  });

  test("a member that is there twice is refused under Strict", async () => {
    const twice = '{"metadata":{"name":"twice"},"data":{"a":"1","a":"2"}}';
    expect((await served.post(`${path}?fieldValidation=Strict`, twice)).json["message"]).toContain("duplicate field");
  });

  test("another kind, version or namespace than the path's is refused", async () => {
    expect((await served.post(path, { kind: "Secret", apiVersion: "v1", metadata: { name: "k" } })).status).toBe(400);
    expect((await served.post(path, { kind: "ConfigMap", apiVersion: "v2", metadata: { name: "k" } })).status).toBe(
      400,
    );
    const elsewhere = await served.post(path, { metadata: { name: "k", namespace: "kube-system" } });
    expect(elsewhere.json["message"]).toContain("does not match the namespace");
  });
});
