/** Starting, saving, loading and ending a sandbox; what it refuses; the control socket. */
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox";
import { hostAddress, ManualClock } from "../../sandbox/world";
import { Json } from "../../scripts/oracles/hcloud-http/json";
import { ownBlock } from "../support/own-block";
import { ApiClient } from "./hetzner/api-client";
import { temporaryDirectory } from "./world/worlds";

const open: Sandbox[] = [];

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  return sandbox;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

const server = { name: "s", server_type: "cx23", image: "debian-13" };

test("says all that a program needs, knows my-key, and leaves nothing behind", async () => {
  const temporary = temporaryDirectory();
  const sandbox = await start({ temporaryDirectory: temporary });
  const { environment } = sandbox;
  expect(environment["HCLOUD_TOKEN"]).toHaveLength(64);
  expect(environment["HCLOUD_ENDPOINT"]).toMatch(/^http:\/\/127\.\d+\.0\.1:\d+\/v1$/);
  const key = environment["HEPHAESTUS_SANDBOX_KEY"] ?? "";
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(readFileSync(key, "utf8")).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
  expect(await (await fetch(environment["HEPHAESTUS_PUBLIC_IP_URL"] ?? "")).text()).toBe("127.0.0.1\n");
  await new ApiClient(environment).create("/servers", server);
  await sandbox.close();
  await sandbox.close();
  expect(readdirSync(temporary)).toEqual([]);
});

test("two run side by side on blocks of their own; a wanted block in use is refused", async () => {
  const [first, second] = [await start({ block: await ownBlock() }), await start()];
  expect(first.world.block).not.toBe(second.world.block);
  await expect(startSandbox({ block: first.world.block })).rejects.toThrow(/127\.\d+\.0\.0\/16 is in use/);
  await first.close();
  const again = await start({ block: first.world.block });
  expect(again.world.block).toBe(first.world.block);
});

test("many run side by side, each in a world of its own", async () => {
  const sandboxes = await Promise.all(Array.from({ length: 12 }, () => start()));
  expect(new Set(sandboxes.map(({ world }) => world.block)).size).toBe(12);
  await Promise.all(sandboxes.map(({ environment }) => new ApiClient(environment).create("/servers", server)));
  expect(sandboxes.map(({ world }) => world.state.servers.size)).toEqual(Array.from({ length: 12 }, () => 1));
});

test.each([
  [{ block: 0 }, "address block"],
  [{ block: 251 }, "address block"],
  [{ block: 1.5 }, "address block"],
  [{ speed: -1 }, "speed"],
  [{ speed: 5000 }, "speed"],
  [{ host: "0.0.0.0" }, "loopback"],
  [{ host: "::" }, "loopback"],
  [{ host: "192.168.1.1" }, "loopback"],
])("%j is refused and leaves nothing behind", async (options, word) => {
  const temporary = temporaryDirectory();
  await expect(startSandbox({ ...options, temporaryDirectory: temporary })).rejects.toThrow(word);
  expect(readdirSync(temporary)).toEqual([]);
});

test("a port in use is told with a way out, and the block is free again", async () => {
  const first = await start();
  const port = Number(new URL(first.environment["HCLOUD_ENDPOINT"] ?? "").port);
  const temporary = temporaryDirectory();
  const host = `127.${first.world.block}.0.1`;
  await expect(startSandbox({ host, port, temporaryDirectory: temporary })).rejects.toThrow(
    "the port is in use; choose another",
  );
  expect(readdirSync(temporary)).toEqual([]);
});

test("a saved world comes back with its servers, bytes, faults and key", async () => {
  const stateFile = join(temporaryDirectory(), "state.json");
  const first = await startSandbox({ stateFile, block: await ownBlock() });
  const api = new ApiClient(first.environment);
  const id = await api.create("/servers", server);
  const snapshot = (await api.post(`/servers/${id}/actions/create_image`, {})).body.get("image").get("id").number();
  const { world } = first;
  const diskId = world.state.servers.get(id)?.diskId ?? "";
  world.disks.open(diskId).write(3 * 1024 ** 3, Buffer.from("deep down"));
  world.faults.add({ door: "hetzner", what: "GET", match: "^/never$", times: 3 });
  const key = readFileSync(first.environment["HEPHAESTUS_SANDBOX_KEY"] ?? "", "utf8");
  const before = (await api.get(`/servers/${id}`)).body.value;
  await first.close();
  expect(statSync(stateFile).mode & 0o777).toBe(0o600);
  const second = await start({ stateFile });
  const again = new ApiClient(second.environment);
  expect((await again.get(`/servers/${id}`)).body.value).toEqual(before);
  expect((await again.get(`/images/${snapshot}`)).status).toBe(200);
  expect(
    second.world.disks
      .open(diskId)
      .read(3 * 1024 ** 3, 9)
      .toString(),
  ).toBe("deep down");
  expect(second.world.faults.list()).toMatchObject([{ match: "^/never$", times: 3 }]);
  expect(readFileSync(second.environment["HEPHAESTUS_SANDBOX_KEY"] ?? "", "utf8")).toBe(key);
  expect(await again.create("/servers", { ...server, name: "next" })).toBeGreaterThan(id);
});

test("two sandboxes cannot keep their worlds in one file, in turn they can", async () => {
  const stateFile = join(temporaryDirectory(), "state.json");
  const first = await start({ stateFile, block: await ownBlock() });
  await expect(startSandbox({ stateFile })).rejects.toThrow("another sandbox that runs keeps its own there");
  const id = await new ApiClient(first.environment).create("/servers", server);
  await first.close();
  const second = await start({ stateFile });
  expect((await new ApiClient(second.environment).get(`/servers/${id}`)).status).toBe(200);
});

test("a state file that was damaged anywhere is refused; one that was changed by hand says so by having no sum", async () => {
  const stateFile = join(temporaryDirectory(), "state.json");
  const first = await startSandbox({ stateFile, block: await ownBlock() });
  await new ApiClient(first.environment).create("/servers", server);
  await first.close();
  const text = readFileSync(stateFile, "utf8");
  const truncated = [text.slice(0, -2), text.slice(0, text.length / 2)];
  const flipped = [text.replace('"cx23"', '"cx33"'), text.replace(/"content":"../, '"content":"AA')];
  for (const damaged of [...truncated, ...flipped]) {
    expect(damaged).not.toBe(text);
    writeFileSync(stateFile, damaged);
    await expect(startSandbox({ stateFile })).rejects.toThrow(SyntaxError);
    await expect(startSandbox({ stateFile })).rejects.toThrow(`Cannot load "${stateFile}"`);
  }
  writeFileSync(stateFile, text.replace(/"sha256":"[0-9a-f]+",/, "").replaceAll('"name":"s"', '"name":"by-hand"'));
  const { world } = await start({ stateFile });
  expect([...world.state.servers.values()].map(({ name }) => name)).toEqual(["by-hand"]);
});

test("what runs is ended before it is saved", async () => {
  const stateFile = join(temporaryDirectory(), "state.json");
  const first = await startSandbox({ stateFile, block: await ownBlock(), clock: new ManualClock() });
  const id = await new ApiClient(first.environment).create("/servers", server);
  await first.close();
  const second = await start({ stateFile });
  expect((await new ApiClient(second.environment).get(`/servers/${id}`)).body.get("server").get("status").text()).toBe(
    "running",
  );
});

test.each([
  ["", "no JSON"],
  ['{"format":"hephaestus-sandbox"', "no JSON"],
  ["{}", "no saved sandbox"],
  ["[]", "no saved sandbox"],
  ['{"format":"hephaestus-sandbox","version":99}', "version 99"],
  [
    '{"format":"hephaestus-sandbox","version":1,"block":77,"nowMs":1,"state":{},"disks":[],"faults":[]}',
    "state.servers",
  ],
  ['{"format":"hephaestus-sandbox","version":1,"block":77,"nowMs":1}', "half written"],
])("state file %j is refused by name and stays as it is", async (text, word) => {
  const stateFile = join(temporaryDirectory(), "state.json");
  writeFileSync(stateFile, text);
  await expect(startSandbox({ stateFile })).rejects.toThrow(word);
  await expect(startSandbox({ stateFile })).rejects.toThrow(stateFile);
  expect(readFileSync(stateFile, "utf8")).toBe(text);
});

test("a state file that cannot be written is told at once", async () => {
  const missing = join(temporaryDirectory(), "no", "such", "state.json");
  await expect(startSandbox({ stateFile: missing })).rejects.toThrow("is no folder that can be written to");
});

async function control(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Json }> {
  const socketPath = sandbox.environment["HEPHAESTUS_SANDBOX_CONTROL"];
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: new Json(JSON.parse(text)) }));
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

test("the control socket: faults, drift, state", async () => {
  const sandbox = await start();
  const api = new ApiClient(sandbox.environment);
  const id = await api.create("/servers", server);
  const made = await control(sandbox, "POST", "/faults", {
    door: "hetzner",
    what: "GET",
    effect: { status: 503, code: "unavailable" },
  });
  const fault = made.body.list()[0]?.get("id").number();
  expect((await api.get("/servers")).status).toBe(503);
  expect((await control(sandbox, "GET", "/faults")).body.list()[0]?.get("hits").number()).toBe(1);
  expect((await control(sandbox, "DELETE", `/faults/${fault}`)).status).toBe(200);
  await control(sandbox, "POST", "/drift", [
    { op: "change", type: "server", id: "s", set: { labels: { by: "hand" } } },
    { op: "power", id, state: "off" },
  ]);
  const shown = (await api.get(`/servers/${id}`)).body.get("server");
  expect([shown.get("labels").value, shown.get("status").text()]).toEqual([{ by: "hand" }, "off"]);
  expect((await control(sandbox, "GET", "/state")).body.get("state").get("servers").list()).toHaveLength(1);
  await control(sandbox, "POST", "/drift", { op: "delete", type: "server", id: "s" });
  expect((await api.get(`/servers/${id}`)).code).toBe("not_found");
});

test.each([
  ["POST", "/drift", { op: "delete", type: "server", id: "nobody" }, "nobody"],
  ["POST", "/drift", { op: "delete", type: "castle", id: 1 }, "castle"],
  ["POST", "/drift", { op: "explode", type: "server", id: 1 }, "explode"],
  ["POST", "/drift", { op: "change", type: "ssh_key", id: "my-key", set: { colour: "blue" } }, "colour"],
  ["POST", "/drift", { op: "change", type: "ssh_key", id: "my-key", set: { labels: 1 } }, "labels"],
  ["POST", "/drift", null, "id"],
  ["POST", "/faults", { what: "GET" }, "door"],
  ["POST", "/faults", { door: "hetzner", what: "GET", match: "(" }, "regular expression"],
  ["POST", "/faults", { door: "castle", what: "GET" }, "castle"],
  ["POST", "/faults", { door: "hetzner", what: "GET", skip: "2" }, "number"],
  ["DELETE", "/faults/99", undefined, "99"],
  ["GET", "/nowhere", undefined, "GET /faults"],
])("control: %s %s %j is answered with a sentence", async (method, path, body, word) => {
  const sandbox = await start();
  const answer = await control(sandbox, method, path, body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.body.get("error").text()).toContain(word);
});

test("without root, ports below 1024 are moved, announced and served", async () => {
  const sandbox = await start({ firstFreePort: 1024 });
  expect(sandbox.environment["HEPHAESTUS_SSH_PORT"]).toBe("10022");
  const told = new Promise<string>((resolve) => {
    sandbox.world.events.on((event) => (event.text.includes("port 80") ? resolve(event.text) : undefined));
  });
  const id = await new ApiClient(sandbox.environment).create("/load_balancers", {
    name: "lb",
    load_balancer_type: "lb11",
    location: "fsn1",
    services: [{ protocol: "tcp", listen_port: 80, destination_port: 80 }],
  });
  expect(await told).toBe(`lb serves port 80 on ${sandbox.world.state.loadBalancers.get(id)?.ipv4}:10080`);
});

test("without root, servers speak SSH on the port that is announced", async () => {
  const sandbox = await start({ firstFreePort: 1024 });
  const isUp = new Promise<void>((done) =>
    sandbox.world.events.on(({ type }) => (type === "server.booted" ? done() : undefined)),
  );
  const id = await new ApiClient(sandbox.environment).create("/servers", server);
  await isUp;
  const made = sandbox.world.state.servers.get(id);
  const host = made === undefined ? "" : hostAddress(sandbox.world, made);
  const socket = connect(Number(sandbox.environment["HEPHAESTUS_SSH_PORT"]), host);
  const [greeting] = await once(socket, "data");
  socket.destroy();
  expect(String(greeting)).toMatch(/^SSH-2\.0-OpenSSH/);
});

test("only its user may open the control socket's folder", async () => {
  const sandbox = await start();
  const path = sandbox.environment["HEPHAESTUS_SANDBOX_CONTROL"] ?? "";
  expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
  expect(existsSync(path)).toBe(true);
});
