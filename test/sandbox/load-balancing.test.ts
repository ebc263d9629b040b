/** Load balancers with real TCP: forwarding, health that follows reality, firewalls and private networks. */
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { type Sandbox, startSandbox } from "../../sandbox";
import { selfSigned } from "../../sandbox/pki";
import { hostAddress, reach } from "../../sandbox/world";
import { ApiClient } from "./hetzner/api-client";

let sandbox: Sandbox;
let api: ApiClient;
const listeners: Server[] = [];

beforeEach(async () => {
  sandbox = await startSandbox();
  api = new ApiClient(sandbox.environment);
});
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  await sandbox.close();
});

async function makeServer(name: string, more: object = {}): Promise<{ id: number; ip: string }> {
  const id = await api.create("/servers", { name, server_type: "cx23", image: "debian-13", location: "fsn1", ...more });
  const server = sandbox.world.state.servers.get(id);
  return { id, ip: server === undefined ? "" : hostAddress(sandbox.world, server) };
}

/** A program on a server that says its name. */
async function say(ip: string, name: string, port = 0): Promise<number> {
  const listener = createServer((socket) => {
    // A health check hangs up without reading.
    socket.on("error", () => socket.destroy());
    socket.end(name);
  });
  listeners.push(listener);
  listener.listen(port, ip);
  await once(listener, "listening");
  const address: AddressInfo | string | null = listener.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** What a client gets from the balancer; "" when the line is dropped. */
async function ask(ip: string, port: number): Promise<string> {
  const socket = connect(port, ip);
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk.toString();
  });
  await new Promise((resolve) => {
    socket.on("error", resolve);
    socket.on("close", resolve);
  });
  return heard;
}

async function freePort(): Promise<number> {
  const port = await say("127.0.0.1", "");
  await new Promise((resolve) => listeners.pop()?.close(resolve));
  return port;
}

async function balancer(body: object): Promise<{ id: number; ip: string }> {
  const id = await api.create("/load_balancers", { name: "lb", load_balancer_type: "lb11", location: "fsn1", ...body });
  return { id, ip: sandbox.world.state.loadBalancers.get(id)?.ipv4 ?? "" };
}

/** Waits for the event that a target's health turned. */
async function turned(key: string, status: string): Promise<void> {
  const isSo = () => [...sandbox.world.state.loadBalancers.values()].some((lb) => lb.health[key]?.status === status);
  if (isSo()) return;
  await new Promise<void>((resolve) => {
    const stop = sandbox.world.events.on(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
}

test("takes turns among healthy targets, and follows them when they fall and rise", async () => {
  const [a, b] = [await makeServer("a"), await makeServer("b")];
  const destination = await say(a.ip, "a");
  await say(b.ip, "b", destination);
  const listen_port = await freePort();
  const lb = await balancer({
    targets: [a, b].map(({ id }) => ({ type: "server", server: { id } })),
    services: [{ protocol: "tcp", listen_port, destination_port: destination }],
  });
  await turned(`${a.id}:${listen_port}`, "healthy");
  await turned(`${b.id}:${listen_port}`, "healthy");
  const heard = [await ask(lb.ip, listen_port), await ask(lb.ip, listen_port), await ask(lb.ip, listen_port)];
  expect([...new Set(heard)].sort()).toEqual(["a", "b"]);
  await new Promise((resolve) => listeners.shift()?.close(resolve));
  await turned(`${a.id}:${listen_port}`, "unhealthy");
  expect([await ask(lb.ip, listen_port), await ask(lb.ip, listen_port)]).toEqual(["b", "b"]);
  const target = (await api.get(`/load_balancers/${lb.id}`)).body.get("load_balancer").get("targets").list()[0];
  expect(target?.get("health_status").value).toEqual([
    { listen_port, status: "unhealthy", detail: "layer4_no_connection" },
  ]);
  await say(a.ip, "a", destination);
  await turned(`${a.id}:${listen_port}`, "healthy");
  await api.delete(`/servers/${b.id}`);
  expect(await ask(lb.ip, listen_port)).toBe("a");
  await api.delete(`/load_balancers/${lb.id}`);
  await expect(ask(lb.ip, listen_port)).resolves.toBe("");
});

test("http checks look at status and content", async () => {
  const a = await makeServer("a");
  let status = 500;
  const web = createHttpServer((_request, response) => response.writeHead(status).end("all is well"));
  listeners.push(web);
  web.listen(0, a.ip);
  await once(web, "listening");
  const address = web.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const listen_port = await freePort();
  await balancer({
    targets: [{ type: "server", server: { id: a.id } }],
    services: [
      {
        protocol: "http",
        listen_port,
        destination_port: port,
        health_check: {
          protocol: "http",
          port,
          interval: 3,
          timeout: 2,
          retries: 1,
          http: { path: "/healthz", response: "well" },
        },
      },
    ],
  });
  await turned(`${a.id}:${listen_port}`, "unhealthy");
  expect([...sandbox.world.state.loadBalancers.values()][0]?.health[`${a.id}:${listen_port}`]).toMatchObject({
    detail: "unexpected_http_status",
    httpStatusCode: 500,
  });
  status = 204;
  await turned(`${a.id}:${listen_port}`, "unhealthy");
  status = 200;
  await turned(`${a.id}:${listen_port}`, "healthy");
  web.closeAllConnections();
});

test("a firewall that keeps the balancer out makes the target unhealthy; the private network does not", async () => {
  const network = await api.create("/networks", {
    name: "n",
    ip_range: "10.0.0.0/16",
    subnets: [{ type: "cloud", network_zone: "eu-central", ip_range: "10.0.1.0/24" }],
  });
  const a = await makeServer("a", { networks: [network], labels: { role: "web" } });
  const rule = { direction: "in", protocol: "tcp", port: "22", source_ips: ["0.0.0.0/0"] };
  await api.create("/firewalls", {
    name: "closed",
    rules: [rule],
    apply_to: [{ type: "server", server: { id: a.id } }],
  });
  const destination = await say(a.ip, "a");
  const listen_port = await freePort();
  const lb = await balancer({
    network,
    targets: [{ type: "label_selector", label_selector: { selector: "role=web" } }],
    services: [{ protocol: "tcp", listen_port, destination_port: destination }],
  });
  await turned(`${a.id}:${listen_port}`, "unhealthy");
  expect(await ask(lb.ip, listen_port)).toBe("");
  await api.post(`/load_balancers/${lb.id}/actions/remove_target`, {
    type: "label_selector",
    label_selector: { selector: "role=web" },
  });
  await api.post(`/load_balancers/${lb.id}/actions/add_target`, {
    type: "label_selector",
    label_selector: { selector: "role=web" },
    use_private_ip: true,
  });
  await turned(`${a.id}:${listen_port}`, "healthy");
  expect(await ask(lb.ip, listen_port)).toBe("a");
});

test("who reaches whom", async () => {
  const { world } = sandbox;
  const network = await api.create("/networks", {
    name: "n",
    ip_range: "10.0.0.0/16",
    subnets: [{ type: "cloud", network_zone: "eu-central", ip_range: "10.0.1.0/24" }],
  });
  const a = await makeServer("a", { networks: [network] });
  const b = await makeServer("b", { networks: [network] });
  const c = await makeServer("c");
  await api.create("/firewalls", {
    name: "f",
    rules: [{ direction: "in", protocol: "tcp", port: "50000-50001", source_ips: ["127.0.0.1/32"] }],
    apply_to: [{ type: "server", server: { id: b.id } }],
  });
  const from = (id: number) => ({ kind: "server", id }) as const;
  const outside = { kind: "outside", address: "127.0.0.1" } as const;
  const isReached = (...question: [Parameters<typeof reach>[1], string, number]) => reach(world, ...question).reached;
  expect(isReached(outside, b.ip, 50_000)).toBe(true);
  expect(isReached(outside, b.ip, 22)).toBe(false);
  expect(isReached(from(a.id), b.ip, 50_000)).toBe(false);
  expect(isReached(from(a.id), "10.0.1.2", 2380)).toBe(true);
  expect(isReached(from(c.id), "10.0.1.2", 2380)).toBe(false);
  expect(isReached(from(a.id), "10.0.1.99", 2380)).toBe(false);
  world.faults.add({ door: "network", what: "hang", match: `^${c.ip}:`, times: 0 });
  expect(reach(world, outside, c.ip, 22)).toMatchObject({ reached: false, hangs: true });
});

/** What a client gets that ends its TLS at the balancer. */
async function askOverTls(ip: string, port: number, ca: string): Promise<string> {
  const socket = connectTls({ host: ip, port, ca, servername: "lb.example.com" });
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk.toString();
  });
  await new Promise((resolve) => {
    socket.on("error", resolve);
    socket.on("close", resolve);
  });
  return heard;
}

test("https ends TLS with the certificate that was uploaded", async () => {
  const { certificatePem, keyPem } = await selfSigned({
    subject: { commonName: "lb.example.com" },
    dnsNames: ["lb.example.com"],
    notBeforeMs: Date.now() - 60_000,
    notAfterMs: Date.now() + 3_600_000,
    algorithm: "p256",
  });
  const certificate = await api.create("/certificates", {
    name: "own",
    type: "uploaded",
    certificate: certificatePem,
    private_key: keyPem,
  });
  const a = await makeServer("a");
  const destination_port = await say(a.ip, "decrypted");
  const listen_port = await freePort();
  const health_check = { protocol: "tcp", port: destination_port, interval: 15, timeout: 10, retries: 3 };
  const lb = await balancer({
    targets: [{ type: "server", server: { id: a.id } }],
    services: [
      { protocol: "https", listen_port, destination_port, health_check, http: { certificates: [certificate] } },
    ],
  });
  await turned(`${a.id}:${listen_port}`, "healthy");
  expect(await askOverTls(lb.ip, listen_port, certificatePem)).toBe("decrypted");
});

test("the PROXY protocol says who called; a closed public interface lets nobody in", async () => {
  const network = await api.create("/networks", {
    name: "n",
    ip_range: "10.0.0.0/16",
    subnets: [{ type: "cloud", network_zone: "eu-central", ip_range: "10.0.1.0/24" }],
  });
  const a = await makeServer("a", { networks: [network] });
  // A line comes with a connection of the balancer's, none with a health check.
  const listener = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (line) => socket.end(line));
  });
  listeners.push(listener);
  listener.listen(0, a.ip);
  await once(listener, "listening");
  const address = listener.address();
  const destination_port = typeof address === "object" && address !== null ? address.port : 0;
  const listen_port = await freePort();
  const lb = await balancer({
    network,
    targets: [{ type: "server", server: { id: a.id }, use_private_ip: true }],
    services: [{ protocol: "tcp", listen_port, destination_port, proxyprotocol: true }],
  });
  await turned(`${a.id}:${listen_port}`, "healthy");
  expect(await ask(lb.ip, listen_port)).toMatch(
    new RegExp(`^PROXY TCP4 127\\.0\\.0\\.1 ${lb.ip.replaceAll(".", "\\.")} \\d+ ${listen_port}\r\n$`),
  );
  await api.post(`/load_balancers/${lb.id}/actions/disable_public_interface`);
  expect(await ask(lb.ip, listen_port)).toBe("");
  await api.post(`/load_balancers/${lb.id}/actions/enable_public_interface`);
  expect(await ask(lb.ip, listen_port)).toContain("PROXY");
});

test("least_connections goes where fewer are", async () => {
  const [a, b] = [await makeServer("a"), await makeServer("b")];
  const held: Socket[] = [];
  const hold = (ip: string, port: number) => {
    const listener = createServer((socket) => {
      held.push(socket);
      socket.on("error", () => socket.destroy());
      socket.once("data", () => socket.write(ip));
    });
    listeners.push(listener);
    listener.listen(port, ip);
    return once(listener, "listening").then(() => {
      const address = listener.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    });
  };
  const destination_port = await hold(a.ip, 0);
  await hold(b.ip, destination_port);
  const listen_port = await freePort();
  const lb = await balancer({
    algorithm: { type: "least_connections" },
    targets: [a, b].map(({ id }) => ({ type: "server", server: { id } })),
    services: [{ protocol: "tcp", listen_port, destination_port }],
  });
  await turned(`${a.id}:${listen_port}`, "healthy");
  await turned(`${b.id}:${listen_port}`, "healthy");
  const open = async () => {
    const client = connect(listen_port, lb.ip);
    client.write("x");
    const [who] = await once(client, "data");
    return { client, who: String(who) };
  };
  const first = [await open(), await open(), await open(), await open()];
  const [busier, ...rest] = first.filter(({ who }) => who === a.ip);
  expect([busier, rest.length]).toEqual([expect.anything(), 1]);
  const onB = first.filter(({ who }) => who === b.ip);
  for (const { client } of onB) {
    const closed = once(client, "close");
    client.destroy();
    await closed;
  }
  // The balancer hears of it a moment later than the client.
  while (held.some((socket) => !socket.destroyed && socket.localAddress === b.ip)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const next = [await open(), await open()];
  expect(next.map(({ who }) => who)).toEqual([b.ip, b.ip]);
  for (const { client } of [...first, ...next]) client.destroy();
  for (const socket of held) socket.destroy();
});
