import type { RecordedRequest } from "../../../../scripts/oracles/hcloud-http/http-case";
import { Recorder } from "../../../../scripts/oracles/hcloud-http/recorder";

const recorded = (method: string, path: string, more: Partial<RecordedRequest> = {}): RecordedRequest => ({
  method,
  path,
  query: [],
  body: null,
  status: 200,
  response: {},
  gapSeconds: undefined,
  ...more,
});

const headers = {
  accept: "application/json",
  authorization: `Bearer ${"0".repeat(64)}`,
  "user-agent": "hcloud-terraform/1.68.0 hcloud-go/2.47.0",
};

describe("the recorder", () => {
  let recorder: Recorder;
  let nowMs = 0;
  beforeEach(async () => {
    nowMs = 0;
    recorder = await Recorder.start(() => nowMs);
  });
  afterEach(() => recorder.close());

  const expectRequests = (...requests: readonly RecordedRequest[]) =>
    recorder.expect({ requests, inOrder: true, unreachable: false });
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${recorder.endpoint}${path}`, {
      method,
      ...(body === undefined
        ? { headers }
        : { headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) }),
    });

  it("answers as recorded, and finds nothing to say of what is asked as it was", async () => {
    expectRequests(
      recorded("POST", "/x", { body: { a: [1, 2] }, status: 201, response: { id: 1 } }),
      recorded("GET", "/x", { query: [["page", "1"]], status: 502, response: "bad gateway" }),
    );
    const [made, bare] = [await ask("POST", "/x", { a: [2, 1] }), await ask("GET", "/x?page=1")];
    expect([made.status, await made.json()]).toEqual([201, { id: 1 }]);
    expect([bare.status, bare.headers.get("content-type"), await bare.text()]).toEqual([
      502,
      "text/plain",
      "bad gateway",
    ]);
    expect(recorder.differences()).toEqual([]);
  });

  it("tells another body, another query, another order and what was never asked", async () => {
    expectRequests(
      recorded("GET", "/first"),
      recorded("PUT", "/x", { body: { name: "a" } }),
      recorded("GET", "/x", { query: [["name", "a"]] }),
      recorded("DELETE", "/x"),
    );
    await ask("PUT", "/x", { name: "b" });
    await ask("GET", "/first");
    await ask("GET", "/x");
    expect(recorder.differences()).toEqual([
      "asked too early: PUT /x, before GET /first",
      'PUT /x: body: recorded {"name":"a"}, asked {"name":"b"}',
      'GET /x: query: recorded [["name","a"]], asked []',
      "never asked: DELETE /x",
    ]);
  });

  it("tells what was not recorded, headers that differ, and waits of another length", async () => {
    expectRequests(recorded("GET", "/x"), recorded("GET", "/x", { gapSeconds: 2 }));
    await ask("GET", "/x");
    nowMs = 500;
    await fetch(`${recorder.endpoint}/x`, { headers: { ...headers, authorization: "Bearer x" } });
    expect((await ask("GET", "/y")).status).toBe(500);
    expect(recorder.differences()).toEqual([
      'GET /x: header authorization: "Bearer x"',
      "GET /x: recorded 2 s after the request before, asked after 0.5 s",
      "asked, not recorded: GET /y",
    ]);
  });

  it("hangs up where nothing listens", async () => {
    recorder.expect({ requests: [], inOrder: true, unreachable: true });
    await expect(ask("GET", "/x")).rejects.toThrow();
    expect(recorder.differences()).toEqual([]);
  });
});
