import { callContext } from "../../../support/call-context";
import { answer, fakeHetzner, refusal, type Scripted } from "./fake-hetzner";

const get = { method: "GET", path: "/servers/1" } as const;
const create = { method: "POST", path: "/servers", body: { name: "a" } } as const;

describe("a call of Hetzner's API", () => {
  test("sends token, agent and body, and reads the answer", async () => {
    const { api, requests } = fakeHetzner([answer(201, { server: { id: 7 } })]);
    const read = await api.call(create, callContext());
    expect(read.object("server").number("id")).toBe(7);
    expect(requests[0]).toMatchObject({
      method: "POST",
      headers: { authorization: "Bearer secret-token", "user-agent": "test/1", "content-type": "application/json" },
      body: '{"name":"a"}',
    });
    expect(requests[0]?.url.href).toBe("https://api.example/v1/servers");
  });

  test("the token stands in no log line", async () => {
    const { api } = fakeHetzner([refusal(404, "not_found")]);
    const context = callContext();
    await api.call(get, context).catch(() => undefined);
    expect(context.lines).toHaveLength(1);
    expect(JSON.stringify(context.lines)).not.toContain("secret-token");
    expect(context.lines[0]?.fields).toMatchObject({ method: "GET", path: "/v1/servers/1", status: 404 });
  });

  test.each<[string, Scripted]>([
    ["conflict", refusal(409, "conflict")],
    ["locked", refusal(423, "locked")],
    ["a refused connection", "not_connected"],
    ["too many requests", refusal(429, "rate_limit_exceeded")],
  ])("%s is tried again, even for a create", async (_, failure) => {
    const { api, requests, clock } = fakeHetzner([failure, failure, answer(201, {})]);
    await api.call(create, callContext());
    expect(requests).toHaveLength(3);
    expect(clock.waits).toHaveLength(2);
  });

  test.each<[string, Scripted]>([
    ["a broken connection", "broken_off"],
    ["no answer in time", "timed_out"],
    ["a gateway's error", answer(502, "<html>bad gateway</html>")],
    ["an error of the server", refusal(500, "server_error")],
    ["unavailability", refusal(503, "unavailable")],
  ])("%s is tried again for a read, and left to the caller for a create", async (_, failure) => {
    const reading = fakeHetzner([failure, answer(200, {})]);
    await reading.api.call(get, callContext());
    expect(reading.requests).toHaveLength(2);
    const creating = fakeHetzner([failure, answer(201, {})]);
    await expect(creating.api.call(create, callContext())).rejects.toMatchObject({
      code: expect.stringMatching(/^(unclear|unavailable)$/),
    });
    expect(creating.requests).toHaveLength(1);
  });

  test("too many requests are waited out as long as it takes", async () => {
    const tooMany = refusal(429, "rate_limit_exceeded");
    const { api, requests, clock } = fakeHetzner([...Array.from({ length: 500 }, () => tooMany), answer(200, {})]);
    await api.call(get, callContext());
    expect(requests).toHaveLength(501);
    expect(Math.min(...clock.waits)).toBeGreaterThan(0);
  });

  test("a refusal names call, status, Hetzner's code and sentence, the fields, and the way out", async () => {
    const details = { fields: [{ name: "server_type", messages: ["is unknown"] }] };
    const { api } = fakeHetzner([refusal(422, "invalid_input", "invalid input", details)]);
    await expect(api.call(create, callContext())).rejects.toMatchObject({
      code: "invalid",
      apiCode: "invalid_input",
      message:
        'Cannot POST "/v1/servers" of the Hetzner Cloud API: status 422 "invalid_input": invalid input (server_type: is unknown)',
    });
    const denied = fakeHetzner([refusal(401, "unauthorized", "unable to authenticate")]);
    await expect(denied.api.call(get, callContext())).rejects.toThrow("HCLOUD_TOKEN");
  });

  test("an answer that cannot be read, whole or in one field, leaves unclear what was done", async () => {
    const { api } = fakeHetzner([answer(200, "<html>"), answer(200, { server: { id: "one" } })]);
    const unclear = {
      name: "HcloudError",
      code: "unclear",
      message: expect.stringContaining("Cannot read the answer"),
    };
    await expect(api.call(get, callContext())).rejects.toMatchObject(unclear);
    const found = await api.call(get, callContext());
    expect(() => found.object("server").number("id")).toThrow(expect.objectContaining(unclear));
  });

  test("a list is read to its last page", async () => {
    const page = (ids: number[], next: number | null) =>
      answer(200, { servers: ids.map((id) => ({ id })), meta: { pagination: { next_page: next } } });
    const { api, requests } = fakeHetzner([page([1, 2], 2), page([3], null)]);
    const found = await api.list("/servers", "servers", [["label_selector", "a=b"]], callContext());
    expect(found.map((server) => server.number("id"))).toEqual([1, 2, 3]);
    expect(requests.map(({ url }) => url.search)).toEqual([
      "?label_selector=a%3Db&page=1&per_page=50",
      "?label_selector=a%3Db&page=2&per_page=50",
    ]);
  });
});
