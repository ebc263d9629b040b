/** Real TCP through a load balancer: to whom it goes, with what TLS and PROXY line, and to nobody where it is closed. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { selfSigned } from "../../../sandbox/pki";
import { ask, BalancerStage, heardOn } from "./balancer-stage";

let stage: BalancerStage;
beforeEach(async () => {
  stage = await BalancerStage.open();
});
afterEach(() => stage.close());

test("takes turns among healthy targets, and follows them when they fall and rise", async () => {
  const [a, b] = [await stage.makeServer("a"), await stage.makeServer("b")];
  const destination = await stage.say(a.ip, "a");
  await stage.say(b.ip, "b", destination);
  const listen_port = await stage.freePort();
  const lb = await stage.makeBalancer({
    targets: [a, b].map(({ id }) => ({ type: "server", server: { id } })),
    services: [{ protocol: "tcp", listen_port, destination_port: destination }],
  });
  await stage.turned(`${a.id}:${listen_port}`, "healthy");
  await stage.turned(`${b.id}:${listen_port}`, "healthy");
  const heard = [await ask(lb.ip, listen_port), await ask(lb.ip, listen_port), await ask(lb.ip, listen_port)];
  expect([...new Set(heard)].sort()).toEqual(["a", "b"]);
  await new Promise((resolve) => stage.listeners.shift()?.close(resolve));
  await stage.turned(`${a.id}:${listen_port}`, "unhealthy");
  expect([await ask(lb.ip, listen_port), await ask(lb.ip, listen_port)]).toEqual(["b", "b"]);
  const target = (await stage.api.get(`/load_balancers/${lb.id}`)).body.get("load_balancer").get("targets").list()[0];
  expect(target?.get("health_status").value).toEqual([
    { listen_port, status: "unhealthy", detail: "layer4_no_connection" },
  ]);
  await stage.say(a.ip, "a", destination);
  await stage.turned(`${a.id}:${listen_port}`, "healthy");
  await stage.api.delete(`/servers/${b.id}`);
  expect(await ask(lb.ip, listen_port)).toBe("a");
  await stage.api.delete(`/load_balancers/${lb.id}`);
  await expect(ask(lb.ip, listen_port)).resolves.toBe("");
});

/** What a client gets that ends its TLS at the balancer. */
function askOverTls(ip: string, port: number, ca: string): Promise<string> {
  return heardOn(connectTls({ host: ip, port, ca, servername: "lb.example.com" }));
}

test("https ends TLS with the certificate that was uploaded", async () => {
  const { certificatePem, keyPem } = await selfSigned({
    subject: { commonName: "lb.example.com" },
    dnsNames: ["lb.example.com"],
    notBeforeMs: Date.now() - 60_000,
    notAfterMs: Date.now() + 3_600_000,
    algorithm: "p256",
  });
  const certificate = await stage.api.create("/certificates", {
    name: "own",
    type: "uploaded",
    certificate: certificatePem,
    private_key: keyPem,
  });
  const a = await stage.makeServer("a");
  const destination_port = await stage.say(a.ip, "decrypted");
  const listen_port = await stage.freePort();
  const health_check = { protocol: "tcp", port: destination_port, interval: 15, timeout: 10, retries: 3 };
  const lb = await stage.makeBalancer({
    targets: [{ type: "server", server: { id: a.id } }],
    services: [
      { protocol: "https", listen_port, destination_port, health_check, http: { certificates: [certificate] } },
    ],
  });
  await stage.turned(`${a.id}:${listen_port}`, "healthy");
  expect(await askOverTls(lb.ip, listen_port, certificatePem)).toBe("decrypted");
});

test("the PROXY protocol says who called; a closed public interface lets nobody in", async () => {
  const network = await stage.makeNetwork();
  const a = await stage.makeServer("a", { networks: [network] });
  // A line comes with a connection of the balancer's, none with a health check.
  const listener = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (line) => socket.end(line));
  });
  const destination_port = await stage.listen(listener, a.ip);
  const listen_port = await stage.freePort();
  const lb = await stage.makeBalancer({
    network,
    targets: [{ type: "server", server: { id: a.id }, use_private_ip: true }],
    services: [{ protocol: "tcp", listen_port, destination_port, proxyprotocol: true }],
  });
  await stage.turned(`${a.id}:${listen_port}`, "healthy");
  expect(await ask(lb.ip, listen_port)).toMatch(
    new RegExp(`^PROXY TCP4 127\\.0\\.0\\.1 ${lb.ip.replaceAll(".", "\\.")} \\d+ ${listen_port}\r\n$`),
  );
  await stage.api.post(`/load_balancers/${lb.id}/actions/disable_public_interface`);
  expect(await ask(lb.ip, listen_port)).toBe("");
  await stage.api.post(`/load_balancers/${lb.id}/actions/enable_public_interface`);
  expect(await ask(lb.ip, listen_port)).toContain("PROXY");
});

test("least_connections goes where fewer are", async () => {
  const [a, b] = [await stage.makeServer("a"), await stage.makeServer("b")];
  const held: Socket[] = [];
  const hold = (ip: string, port: number) => {
    const listener = createServer((socket) => {
      held.push(socket);
      socket.on("error", () => socket.destroy());
      socket.once("data", () => socket.write(ip));
    });
    return stage.listen(listener, ip, port);
  };
  const destination_port = await hold(a.ip, 0);
  await hold(b.ip, destination_port);
  const listen_port = await stage.freePort();
  const lb = await stage.makeBalancer({
    algorithm: { type: "least_connections" },
    targets: [a, b].map(({ id }) => ({ type: "server", server: { id } })),
    services: [{ protocol: "tcp", listen_port, destination_port }],
  });
  await stage.turned(`${a.id}:${listen_port}`, "healthy");
  await stage.turned(`${b.id}:${listen_port}`, "healthy");
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
