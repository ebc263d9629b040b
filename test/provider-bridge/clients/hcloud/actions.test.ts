import { type Action, ActionWaiter } from "../../../../provider-bridge/clients/hcloud";
import { pollDelayMs } from "../../../../provider-bridge/clients/hcloud/actions";
import type { HttpRequest } from "../../../../provider-bridge/clients/transport";
import { callContext } from "../../../support/call-context";
import { answer, fakeHetzner, refusal } from "./fake-hetzner";

const action = (id: number, status: Action["status"] = "running", progress = 0): Action => ({
  id,
  command: "create_server",
  status,
  progress,
  failure: status === "error" ? '"server_error": it broke' : null,
});

const wire = (id: number, status: Action["status"], progress: number) => ({
  id,
  command: "create_server",
  status,
  progress,
  error: status === "error" ? { code: "server_error", message: "it broke" } : null,
});

/** Answers for whatever is asked. */
const all = (status: Action["status"], progress: number) => (request: HttpRequest) =>
  answer(200, { actions: request.url.searchParams.getAll("id").map((id) => wire(Number(id), status, progress)) });

describe("waiting for actions", () => {
  test("one that has ended already needs no request", async () => {
    const { api, clock, requests } = fakeHetzner([answer(500, "")]);
    const waiter = new ActionWaiter(api, clock);
    await waiter.done(action(1, "success", 100), callContext());
    await expect(waiter.done(action(2, "error"), callContext())).rejects.toMatchObject({ code: "action_failed" });
    expect(requests).toEqual([]);
  });

  test("all that wait are asked after together, 25 to a request", async () => {
    const { api, clock, requests } = fakeHetzner([all("running", 50), all("running", 50), all("success", 100)]);
    const waiter = new ActionWaiter(api, clock);
    await Promise.all(Array.from({ length: 40 }, (_, index) => waiter.done(action(index + 1), callContext())));
    const asked = requests.map(({ url }) => url.searchParams.getAll("id").length);
    expect(asked).toEqual([25, 15, 25, 15]);
  });

  test("a failed one fails its own wait only", async () => {
    const { api, clock } = fakeHetzner([answer(200, { actions: [wire(1, "error", 30), wire(2, "success", 100)] })]);
    const waiter = new ActionWaiter(api, clock);
    const [first, second] = await Promise.allSettled([
      waiter.done(action(1), callContext()),
      waiter.done(action(2), callContext()),
    ]);
    expect(first).toMatchObject({ status: "rejected", reason: { code: "action_failed" } });
    expect(String(first.status === "rejected" && first.reason)).toContain('"server_error": it broke');
    expect(second.status).toBe("fulfilled");
  });

  test("one that Hetzner does not know any more is an error, not a wait for ever", async () => {
    const { api, clock } = fakeHetzner([answer(200, { actions: [] })]);
    await expect(new ActionWaiter(api, clock).done(action(1), callContext())).rejects.toThrow("does not know it");
  });

  test("a poll that fails for good fails those that it asked for", async () => {
    const { api, clock } = fakeHetzner([refusal(401, "unauthorized")]);
    await expect(new ActionWaiter(api, clock).done(action(1), callContext())).rejects.toMatchObject({
      code: "unauthorized",
    });
  });

  test("who is cancelled leaves, the others go on", async () => {
    const cancel = new AbortController();
    const stop = (request: HttpRequest) => {
      cancel.abort(new RangeError("stopped"));
      return all("running", 1)(request);
    };
    const { api, clock } = fakeHetzner([stop, all("success", 100)]);
    const waiter = new ActionWaiter(api, clock);
    const [first, second] = await Promise.allSettled([
      waiter.done(action(1), callContext(cancel.signal)),
      waiter.done(action(2), callContext()),
    ]);
    expect(first).toMatchObject({ status: "rejected", reason: { message: "stopped" } });
    expect(second.status).toBe("fulfilled");
  });

  test("a waiter that has nothing left to wait for asks no more, and begins again later", async () => {
    const { api, clock, requests } = fakeHetzner([all("success", 100)]);
    const waiter = new ActionWaiter(api, clock);
    await waiter.done(action(1), callContext());
    await waiter.done(action(2), callContext());
    expect(requests.map(({ url }) => url.searchParams.getAll("id"))).toEqual([["1"], ["2"]]);
  });

  test.each([
    [0, 0, 250],
    [8_000, 0, 2_000],
    [100_000, 0, 5_000],
    [2_000, 50, 1_000],
    [10_000, 99, 250],
    [10_000, 100, 250],
  ])("after %d ms at %d %% the next look is %d ms away", (passedMs, progress, delayMs) => {
    expect(pollDelayMs(passedMs, progress)).toBe(delayMs);
  });
});
