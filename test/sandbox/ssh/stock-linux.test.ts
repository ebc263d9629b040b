/** Stock Linux on a server: who gets in with what, from its making through new passwords and rebuilds. */
import { readFileSync } from "node:fs";
import { Client, type ConnectConfig } from "ssh2";
import { type Sandbox, startSandbox } from "../../../sandbox";
import { hostAddress } from "../../../sandbox/world";
import type { Json } from "../../../scripts/oracles/hcloud-http/json";
import { ApiClient } from "../hetzner/api-client";

let sandbox: Sandbox;
let api: ApiClient;

beforeEach(async () => {
  sandbox = await startSandbox();
  api = new ApiClient(sandbox.environment);
});
afterEach(() => sandbox.close());

async function booted(run: () => Promise<unknown>): Promise<void> {
  const isUp = new Promise<void>((done) => {
    const stop = sandbox.world.events.on(({ type }) => {
      if (type !== "server.booted") return;
      stop();
      done();
    });
  });
  await run();
  await isUp;
}

async function make(more: object): Promise<{ id: number; answer: Json }> {
  let answer: Json | undefined;
  await booted(async () => {
    const made = await api.post("/servers", { name: "s", server_type: "cx23", image: "debian-13", ...more });
    answer = made.body;
  });
  if (answer === undefined) throw new Error("Cannot make a server");
  return { id: answer.get("server").get("id").number(), answer };
}

/** "in" when root gets in, else why not. */
function login(id: number, config: ConnectConfig): Promise<string> {
  const server = sandbox.world.state.servers.get(id);
  const host = server === undefined ? "" : hostAddress(sandbox.world, server);
  const client = new Client();
  return new Promise((resolve) => {
    const end = (word: string) => {
      client.end();
      resolve(word);
    };
    client.once("ready", () => end("in"));
    client.on("error", (error) => end(error.message));
    client.connect({ host, port: sandbox.world.portMap(22), username: "root", readyTimeout: 5000, ...config });
  });
}

const refused = "All configured authentication methods failed";
const ownKey = () => ({ privateKey: readFileSync(sandbox.environment["HEPHAESTUS_SANDBOX_KEY"] ?? "") });

test("without a key there is a password, which is the only way in", async () => {
  const { id, answer } = await make({});
  const password = answer.get("root_password").text();
  expect(password.length).toBeGreaterThan(10);
  expect([await login(id, { password }), await login(id, { password: `${password}x` })]).toEqual(["in", refused]);
  expect(await login(id, ownKey())).toBe(refused);
});

test("with a key there is no password, until one is asked for", async () => {
  const { id, answer } = await make({ ssh_keys: ["my-key"] });
  expect(answer.get("root_password").value).toBeNull();
  expect([await login(id, ownKey()), await login(id, { password: "" })]).toEqual(["in", refused]);
  const reset = await api.post(`/servers/${id}/actions/reset_password`);
  const password = reset.body.get("root_password").text();
  expect([await login(id, { password }), await login(id, ownKey())]).toEqual(["in", "in"]);
});

test("a rebuild gives another password, and the old one is worth nothing", async () => {
  const { id, answer } = await make({});
  let rebuilt: Json | undefined;
  await booted(async () => {
    rebuilt = (await api.post(`/servers/${id}/actions/rebuild`, { image: "ubuntu-24.04" })).body;
  });
  const [before, after] = [answer.get("root_password").text(), rebuilt?.get("root_password").text() ?? ""];
  expect(after).not.toBe(before);
  expect([await login(id, { password: after }), await login(id, { password: before })]).toEqual(["in", refused]);
});

test("a firewall without port 22 leaves callers without an answer", async () => {
  const { id } = await make({ ssh_keys: ["my-key"] });
  const rule = { direction: "in", protocol: "tcp", port: "6443", source_ips: ["0.0.0.0/0"] };
  const firewall = await api.create("/firewalls", {
    name: "closed",
    rules: [rule],
    apply_to: [{ type: "server", server: { id } }],
  });
  expect(await login(id, { ...ownKey(), readyTimeout: 100 })).toContain("Timed out");
  await api.post(`/firewalls/${firewall}/actions/set_rules`, { rules: [{ ...rule, port: "22" }] });
  expect(await login(id, ownKey())).toBe("in");
});
