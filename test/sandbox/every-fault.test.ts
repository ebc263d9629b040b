/** Each kind of fault strikes at its door once, is counted, listed and told. */
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { type Sandbox, startSandbox } from "../../sandbox";
import { hostAddress, reach } from "../../sandbox/world";
import { Json } from "../../scripts/oracles/hcloud-http/json";
import { ApiClient } from "./hetzner/api-client";

let sandbox: Sandbox;
let api: ApiClient;
let serverId: number;
let host: string;
const struck: string[] = [];

beforeAll(async () => {
  sandbox = await startSandbox();
  api = new ApiClient(sandbox.environment);
  const isUp = new Promise<void>((done) =>
    sandbox.world.events.on((event) => {
      if (event.type === "fault.hit") struck.push(event.text);
      if (event.type === "server.booted") done();
    }),
  );
  serverId = await api.create("/servers", { name: "s", server_type: "cx23", image: "debian-13" });
  const server = sandbox.world.state.servers.get(serverId);
  host = server === undefined ? "" : hostAddress(sandbox.world, server);
  await isUp;
});
afterAll(() => sandbox.close());

/** What the control socket lists. */
async function listed(): Promise<unknown> {
  const socketPath = sandbox.environment["HEPHAESTUS_SANDBOX_CONTROL"];
  const [response] = await once(request({ socketPath, path: "/faults" }).end(), "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return new Json(JSON.parse(text)).list().map((fault) => [fault.get("door").text(), fault.get("hits").number()]);
}

/** Dials the guest's SSH, speaks as a client does, and leaves when the fault has struck. */
async function dial(): Promise<void> {
  const socket = connect(sandbox.world.portMap(22), host);
  socket.on("error", () => undefined);
  await new Promise<void>((done) => {
    const stop = sandbox.world.events.on(({ type }) => {
      if (type !== "fault.hit") return;
      stop();
      done();
    });
  });
  socket.destroy();
}

/** Dials, and waits for the line to be torn down before anybody has spoken. */
async function refusedLine(): Promise<void> {
  const socket = connect(sandbox.world.portMap(22), host);
  const heard: string[] = [];
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => heard.push(String(chunk)));
  await new Promise((done) => socket.once("close", done));
  expect(heard).toEqual([]);
}

async function ask(path: string): Promise<void> {
  const answer = await fetch(`${sandbox.environment["HEPHAESTUS_IMAGE_FACTORY_URL"]}${path}`);
  await answer.body?.cancel();
}

const image = "/image/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba/v1.13.9/hcloud-amd64.raw.gz";
const download = () => ask(image).catch(() => undefined);
const outside = { kind: "outside", address: "127.0.0.1" } as const;
const limited = async () => {
  await api.get("/locations");
  await api.get("/locations");
};

test.each<[string, string, object, () => unknown]>([
  ["hetzner", "GET", { status: 503 }, () => api.get("/locations")],
  ["action", "create_volume", { code: "x" }, () => api.create("/volumes", { name: "v", size: 10, location: "fsn1" })],
  ["stock", "cx33", {}, () => api.post("/servers", { name: "t", server_type: "cx33", image: "debian-13" })],
  ["network", "hang", {}, () => reach(sandbox.world, outside, host, 80)],
  ["network", "refuse", {}, () => reach(sandbox.world, outside, host, 80)],
  ["network", "hang", {}, () => dial()],
  ["network", "refuse", {}, () => refusedLine()],
  ["rate-limit", "limit", { limit: 1 }, limited],
  ["server", "ignore-shutdown", {}, () => api.post(`/servers/${serverId}/actions/shutdown`)],
  ["image-factory", "status", { status: 500 }, () => ask("/versions")],
  ["image-factory", "reset", {}, download],
  ["image-factory", "slow", { bytesPerSecond: 10_000_000 }, download],
  ["image-factory", "cut", {}, download],
  ["image-factory", "stall", {}, download],
  ["image-factory", "corrupt", {}, download],
  ["image-factory", "wrong-checksum", {}, () => ask(`${image}.sha256`)],
  ["ssh", "refuse", {}, dial],
  ["ssh", "hang", {}, dial],
  ["ssh", "cut", { afterBytes: 1 }, dial],
])("%s %s %j", async (door, what, effect, provoke) => {
  const { faults } = sandbox.world;
  faults.clear();
  struck.length = 0;
  const { id } = faults.add({ door, what, effect: { ...effect } });
  expect(await listed()).toEqual([[door, 0]]);
  await provoke();
  expect(await listed()).toEqual([[door, 1]]);
  expect(struck).toEqual([expect.stringContaining(`Fault ${id} (${door} ${what}) strikes`)]);
});
