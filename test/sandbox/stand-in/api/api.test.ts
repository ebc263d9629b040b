import { Api, failedWith, retry } from "../../../../sandbox/stand-in/api";
import { pollDelayMs } from "../../../../sandbox/stand-in/api/polling";
import { type Scripted, scriptedApi } from "../verbs/scripted-api";

const running: Scripted = { status: 201, response: { action: { id: 7, command: "reset_server", status: "running" } } };
const listed = (status: string, error: unknown = null): Scripted => ({
  status: 200,
  response: { actions: [{ id: 7, command: "reset_server", status, error }] },
});
const refused = (status: number, code: string): Scripted => ({ status, response: { error: { code, message: "no" } } });

/** What was asked and waited while the answers were given. */
async function during<T>(answers: readonly Scripted[], run: (api: Api) => Promise<T>, signal = AbortSignal.any([])) {
  const scripted = await scriptedApi(answers);
  const pausesMs: number[] = [];
  const pause = async (durationMs: number) => {
    signal.throwIfAborted();
    pausesMs.push(durationMs);
  };
  const polling = { intervalMs: undefined, grows: true };
  try {
    const outcome = await run(new Api({ ...scripted.settings, polling, half: "framework", pause, signal })).catch(
      (error: unknown) => error,
    );
    return { outcome, pausesMs, paths: scripted.asked.map(({ method, path }) => `${method} ${path}`) };
  } finally {
    await scripted.close();
  }
}

describe("the API as Hetzner's client calls it", () => {
  it("polls an action after the first delay, and ends with it", async () => {
    const { paths, pausesMs } = await during([running, listed("running"), listed("success")], (api) =>
      api.act("/servers/1/actions/reset"),
    );
    expect(pausesMs).toEqual([500, 1000]);
    expect(paths.slice(1)).toEqual(Array(2).fill("GET /actions?id=7&page=1&sort=status&sort=id"));
  });

  it("tells an action that fails, and one that the API has forgotten", async () => {
    const failed = await during([running, listed("error", { code: "timeout", message: "too long" })], (api) =>
      api.act("/x"),
    );
    expect(failedWith(failed.outcome, "action_failed")).toBe(true);
    const lost = await during([running, { status: 200, response: { actions: [] } }], (api) => api.act("/x"));
    expect(failedWith(lost.outcome, "action_missing")).toBe(true);
  });

  it.each([
    [409, "conflict", 6],
    [429, "rate_limit_exceeded", 6],
    [503, "unavailable", 1],
    [423, "locked", 1],
  ])("tries again after %s %s: %s requests in all", async (status, code, times) => {
    const { paths, outcome } = await during(Array(8).fill(refused(status, code)), (api) => api.get("/servers"));
    expect(paths).toHaveLength(times);
    expect(outcome).toMatchObject({ status });
  });

  it("takes a bare 404 for no answer of the API's, and a success without JSON for none at all", async () => {
    const bare = await during([{ status: 404, response: null }], (api) => api.find("/servers/1", "server"));
    expect(failedWith(bare.outcome, "bare_answer")).toBe(true);
    const odd = await during([{ status: 200, response: [] }], (api) => api.get("/servers"));
    expect(failedWith(odd.outcome, "malformed_answer")).toBe(true);
    const empty = await during([{ status: 200, response: {} }], (api) => api.getOne("/servers/1", "server"));
    expect(failedWith(empty.outcome, "malformed_answer")).toBe(true);
  });

  it("ends a list whose next page does not come closer to an end", async () => {
    const page = { status: 200, response: { servers: [{ id: 1 }], meta: { pagination: { next_page: 1 } } } };
    const { paths, outcome } = await during([page, page], (api) => api.list("servers"));
    expect(paths).toHaveLength(1);
    expect(outcome).toEqual([{ id: 1 }]);
  });

  it("ends where the call is ended, also while waiting", async () => {
    const controller = new AbortController();
    const run = (api: Api) =>
      retry(api, { when: () => true }, async () => {
        controller.abort(new Error("stopped"));
        throw new Error("again");
      });
    const { outcome } = await during([], run, controller.signal);
    expect(outcome).toMatchObject({ message: "stopped" });
  });
});

describe("the delay between two polls", () => {
  it.each([
    ["sdk", undefined, true, [500, 1000, 2000, 4000, 8000, 16_000]],
    ["framework", undefined, true, [500, 1000, 2000, 4000, 8000, 10_000]],
    ["framework", 4000, true, [4000, 8000, 16_000, 32_000, 60_000]],
    ["sdk", 500, false, [500, 500, 500]],
  ] as const)("%s, interval %s, growing %s", (half, intervalMs, grows, delaysMs) => {
    expect(delaysMs.map((_delay, polls) => pollDelayMs({ intervalMs, grows }, half, polls))).toEqual(delaysMs);
  });
});
