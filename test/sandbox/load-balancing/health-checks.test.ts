/** Health that follows reality: what answers, with what status, and what a firewall keeps out. */
import { createServer as createHttpServer } from "node:http";
import { ask, BalancerStage } from "./balancer-stage";

let stage: BalancerStage;
beforeEach(async () => {
  stage = await BalancerStage.open();
});
afterEach(() => stage.close());

test("http checks look at status and content", async () => {
  const a = await stage.makeServer("a");
  let status = 500;
  const web = createHttpServer((_request, response) => response.writeHead(status).end("all is well"));
  const port = await stage.listen(web, a.ip);
  const listen_port = await stage.freePort();
  await stage.makeBalancer({
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
  await stage.turned(`${a.id}:${listen_port}`, "unhealthy");
  expect([...stage.sandbox.world.state.loadBalancers.values()][0]?.health[`${a.id}:${listen_port}`]).toMatchObject({
    detail: "unexpected_http_status",
    httpStatusCode: 500,
  });
  status = 204;
  await stage.turned(`${a.id}:${listen_port}`, "unhealthy");
  status = 200;
  await stage.turned(`${a.id}:${listen_port}`, "healthy");
  web.closeAllConnections();
});

test("a firewall that keeps the balancer out makes the target unhealthy; the private network does not", async () => {
  const network = await stage.makeNetwork();
  const a = await stage.makeServer("a", { networks: [network], labels: { role: "web" } });
  const rule = { direction: "in", protocol: "tcp", port: "22", source_ips: ["0.0.0.0/0"] };
  await stage.api.create("/firewalls", {
    name: "closed",
    rules: [rule],
    apply_to: [{ type: "server", server: { id: a.id } }],
  });
  const destination = await stage.say(a.ip, "a");
  const listen_port = await stage.freePort();
  const lb = await stage.makeBalancer({
    network,
    targets: [{ type: "label_selector", label_selector: { selector: "role=web" } }],
    services: [{ protocol: "tcp", listen_port, destination_port: destination }],
  });
  await stage.turned(`${a.id}:${listen_port}`, "unhealthy");
  expect(await ask(lb.ip, listen_port)).toBe("");
  await stage.api.post(`/load_balancers/${lb.id}/actions/remove_target`, {
    type: "label_selector",
    label_selector: { selector: "role=web" },
  });
  await stage.api.post(`/load_balancers/${lb.id}/actions/add_target`, {
    type: "label_selector",
    label_selector: { selector: "role=web" },
    use_private_ip: true,
  });
  await stage.turned(`${a.id}:${listen_port}`, "healthy");
  expect(await ask(lb.ip, listen_port)).toBe("a");
});
