/** What takes time: actions that run, locks, conflicts, budgets that refill, faults that strike. */
import { type Sandbox, startSandbox } from "../../../sandbox";
import { ManualClock } from "../../../sandbox/world";
import { ApiClient } from "./api-client";

let sandbox: Sandbox;
let api: ApiClient;
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock();
  sandbox = await startSandbox({ clock, requestsPerHour: 100 });
  api = new ApiClient(sandbox.environment);
});
afterEach(async () => {
  await sandbox.close();
});

const server = { name: "s", server_type: "cx23", image: "debian-13" };

async function status(id: number): Promise<string> {
  return (await api.get(`/servers/${id}`)).body.get("server").get("status").text();
}

test("a server is created, started and boots, each in its time", async () => {
  const made = await api.post("/servers", server);
  const id = made.body.get("server").get("id").number();
  expect(made.body.get("server").get("status").text()).toBe("initializing");
  const action = made.body.get("action").get("id").number();
  clock.advance(4_500);
  const half = (await api.get(`/actions/${action}`)).body.get("action");
  expect([half.get("status").text(), half.get("progress").number(), half.get("finished").value]).toEqual([
    "running",
    50,
    null,
  ]);
  clock.advance(4_500);
  expect(await status(id)).toBe("off");
  clock.advance(2_000);
  expect(await status(id)).toBe("running");
  expect(sandbox.world.state.servers.get(id)?.boot.kind).toBe("nothing");
  clock.advance(12_000);
  expect(sandbox.world.state.servers.get(id)?.boot).toEqual({ kind: "linux", image: "debian-13" });
});

test("two writers: the second finds the server locked, or the network in conflict", async () => {
  const id = await api.create("/servers", server);
  expect((await api.delete(`/servers/${id}`)).code).toBe("locked");
  clock.advance(60_000);
  expect((await api.post(`/servers/${id}/actions/poweroff`)).status).toBe(201);
  const second = await api.post(`/servers/${id}/actions/poweron`);
  expect([second.status, second.code]).toEqual([423, "locked"]);
  const network = await api.create("/networks", { name: "n", ip_range: "10.0.0.0/16" });
  const add = () => api.post(`/networks/${network}/actions/add_subnet`, { type: "cloud", network_zone: "eu-central" });
  expect((await add()).status).toBe(201);
  const conflict = await add();
  expect([conflict.status, conflict.code]).toEqual([409, "conflict"]);
  clock.advance(1_000);
  expect((await add()).status).toBe(201);
});

test("rescue: at the next boot, once, forgotten after an hour", async () => {
  const id = await api.create("/servers", { ...server, start_after_create: false });
  clock.advance(60_000);
  const boot = () => sandbox.world.state.servers.get(id)?.boot.kind;
  await api.post(`/servers/${id}/actions/enable_rescue`);
  clock.advance(1_000);
  await api.post(`/servers/${id}/actions/poweron`);
  clock.advance(60_000);
  expect(boot()).toBe("rescue");
  await api.post(`/servers/${id}/actions/reset`);
  clock.advance(60_000);
  expect(boot()).toBe("linux");
  await api.post(`/servers/${id}/actions/enable_rescue`);
  clock.advance(3_601_000);
  expect((await api.get(`/servers/${id}`)).body.get("server").get("rescue_enabled").flag()).toBe(false);
});

test("shutdown says only that the signal was sent", async () => {
  const id = await api.create("/servers", server);
  clock.advance(60_000);
  sandbox.world.faults.add({ door: "server", what: "ignore-shutdown" });
  for (const wanted of ["running", "off"]) {
    await api.post(`/servers/${id}/actions/shutdown`);
    clock.advance(60_000);
    expect(await status(id)).toBe(wanted);
  }
});

test("a failed action says why and has done nothing", async () => {
  sandbox.world.faults.add({
    door: "action",
    what: "attach_volume",
    effect: { code: "timeout", message: "took too long" },
  });
  const id = await api.create("/servers", server);
  const volume = await api.create("/volumes", { name: "v", size: 10, location: "fsn1" });
  clock.advance(60_000);
  const action = (await api.post(`/volumes/${volume}/actions/attach`, { server: id })).body
    .get("action")
    .get("id")
    .number();
  clock.advance(10_000);
  const failed = (await api.get(`/actions?id=${action}`)).body.get("actions").list()[0];
  expect(failed?.get("status").text()).toBe("error");
  expect(failed?.get("error").value).toEqual({ code: "timeout", message: "took too long" });
  expect((await api.get(`/volumes/${volume}`)).body.get("volume").get("server").value).toBeNull();
});

test("the budget: counted, refused, refilled one by one", async () => {
  const first = await api.get("/locations");
  expect([first.headers.get("ratelimit-limit"), first.headers.get("ratelimit-remaining")]).toEqual(["100", "99"]);
  for (let index = 0; index < 99; index++) await api.get("/locations/1");
  const refused = await api.get("/locations/1");
  expect([refused.status, refused.code, refused.headers.get("ratelimit-remaining")]).toEqual([
    429,
    "rate_limit_exceeded",
    "0",
  ]);
  expect(Number(refused.headers.get("ratelimit-reset"))).toBe(clock.now() / 1000 + 3600);
  clock.advance(36_000);
  expect((await api.get("/locations/1")).status).toBe(200);
  expect((await api.get("/locations/1")).status).toBe(429);
  clock.advance(3_600_000);
  expect((await api.get("/locations/1")).headers.get("ratelimit-remaining")).toBe("99");
});

test("a rate limit of 30 for a while, as a fault: each refusal is counted, the third is its last", async () => {
  sandbox.world.faults.add({ door: "rate-limit", what: "limit", times: 3, effect: { limit: 30 } });
  const told: (string | null)[] = [];
  for (let index = 0; index < 34; index++) {
    const { status, headers } = await api.get("/locations/1");
    told.push(`${status} ${headers.get("ratelimit-remaining")} of ${headers.get("ratelimit-limit")}`);
  }
  expect(told.slice(0, 30)).toEqual(Array.from({ length: 30 }, (_none, index) => `200 ${29 - index} of 30`));
  expect(told.slice(30)).toEqual(["429 0 of 30", "429 0 of 30", "429 0 of 30", "200 99 of 100"]);
  expect(sandbox.world.faults.list()).toMatchObject([{ hits: 3 }]);
});

test("the third POST /servers answers 429, others pass", async () => {
  sandbox.world.faults.add({
    door: "hetzner",
    what: "POST",
    match: "^/servers$",
    skip: 2,
    effect: { status: 429, code: "rate_limit_exceeded" },
  });
  const statuses: number[] = [];
  for (const name of ["a", "b", "c", "d"]) statuses.push((await api.post("/servers", { ...server, name })).status);
  expect(statuses).toEqual([201, 201, 429, 201]);
  expect(sandbox.world.state.servers.size).toBe(3);
});

test("a cut line: the work is done, the answer is lost", async () => {
  sandbox.world.faults.add({ door: "hetzner", what: "POST", effect: { cut: true } });
  await expect(api.post("/servers", server)).rejects.toThrow();
  expect(sandbox.world.state.servers.size).toBe(1);
});
