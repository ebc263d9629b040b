/** A walk over every noun and verb that the sandbox serves; each exchange is held against the OpenAPI document. */

import { type Sandbox, startSandbox } from "../../../sandbox";
import { routes, unserved } from "../../../sandbox/hetzner";
import { describeIf } from "../../support/availability";
import { documentedOperations, openapiIsThere } from "../../support/openapi/check";
import { ApiClient } from "./api-client";

let sandbox: Sandbox;
let api: ApiClient;

beforeAll(async () => {
  sandbox = await startSandbox();
  api = new ApiClient(sandbox.environment);
});
afterAll(() => sandbox.close());

async function act(path: string, body?: unknown): Promise<void> {
  const answer = await api.post(path, body);
  expect({ path, status: answer.status, error: answer.body.get("error").value }).toMatchObject({ status: 201 });
}

/** Rescue, images, backups, ISO, rebuild, reverse name of a server that is off. */
async function walkDisk(server: string, key: number): Promise<void> {
  await act(`${server}/actions/enable_rescue`, { type: "linux64", ssh_keys: [key] });
  expect((await api.get(server)).body.get("server").get("rescue_enabled").flag()).toBe(true);
  await act(`${server}/actions/disable_rescue`);
  await act(`${server}/actions/enable_backup`);
  await act(`${server}/actions/create_image`, { type: "backup", description: "b" });
  await act(`${server}/actions/create_image`, { type: "snapshot", description: "s", labels: { os: "debian" } });
  await act(`${server}/actions/disable_backup`);
  expect((await api.get("/images?type=backup")).body.get("images").list()).toHaveLength(0);
  await act(`${server}/actions/attach_iso`, { iso: "debian-13.1.0-amd64-netinst.iso" });
  await act(`${server}/actions/detach_iso`);
  await act(`${server}/actions/reset_password`);
  await act(`${server}/actions/request_console`);
  await act(`${server}/actions/rebuild`, { image: "ubuntu-24.04" });
  const ip = (await api.get(server)).body.get("server").get("public_net").get("ipv4").get("ip").text();
  await act(`${server}/actions/change_dns_ptr`, { ip, dns_ptr: "walk.example.com" });
}

test("servers: create, follow, rename, power, rescue, images, type, protection, delete", async () => {
  const key = (await api.get("/ssh_keys?name=my-key")).body.get("ssh_keys").list()[0]?.get("id").number() ?? 0;
  const answer = await api.post("/servers", {
    name: "walk",
    server_type: "cx23",
    image: "debian-13",
    location: "nbg1",
    ssh_keys: ["my-key"],
    user_data: "#cloud-config\n",
    labels: { role: "walk" },
  });
  expect(answer.status).toBe(201);
  expect(answer.body.get("root_password").value).toBeNull();
  expect(answer.body.get("next_actions").list()).toHaveLength(1);
  const id = answer.body.get("server").get("id").number();
  const server = `/servers/${id}`;
  expect((await api.get(server)).body.get("server").get("status").text()).toBe("running");
  expect((await api.put(server, { name: "walked", labels: { role: "walker" } })).status).toBe(200);
  for (const name of ["reboot", "reset", "shutdown", "poweron", "poweroff"]) await act(`${server}/actions/${name}`);
  expect((await api.get(server)).body.get("server").get("status").text()).toBe("off");
  await act(`${server}/actions/change_type`, { server_type: "cx33", upgrade_disk: true });
  expect((await api.get(server)).body.get("server").get("primary_disk_size").number()).toBe(80);
  await walkDisk(server, key);
  await act(`${server}/actions/change_protection`, { delete: true, rebuild: true });
  expect((await api.delete(server)).code).toBe("protected");
  await act(`${server}/actions/change_protection`, { delete: false, rebuild: false });
  const actions = (await api.get(`${server}/actions?sort=id:desc&per_page=50`)).body.get("actions").list();
  expect(actions.length).toBeGreaterThan(15);
  const last = actions[0]?.get("id").number() ?? 0;
  expect((await api.get(`${server}/actions/${last}`)).status).toBe(200);
  expect((await api.get(`/servers/actions/${last}`)).status).toBe(200);
  expect((await api.get(`/actions/${last}`)).status).toBe(200);
  expect((await api.delete(server)).status).toBe(200);
  expect((await api.get(server)).code).toBe("not_found");
  expect((await api.get(`/actions?id=${last}`)).body.get("actions").list()).toHaveLength(1);
});

test("networks: subnets, routes, members", async () => {
  const id = await api.create("/networks", { name: "net", ip_range: "10.0.0.0/16", labels: { a: "b" } });
  const network = `/networks/${id}`;
  await act(`${network}/actions/add_subnet`, { type: "cloud", network_zone: "eu-central", ip_range: "10.0.1.0/24" });
  await act(`${network}/actions/add_subnet`, { type: "cloud", network_zone: "eu-central" });
  await act(`${network}/actions/add_route`, { destination: "10.100.1.0/24", gateway: "10.0.1.1" });
  await act(`${network}/actions/change_ip_range`, { ip_range: "10.0.0.0/12" });
  await act(`${network}/actions/change_protection`, { delete: true });
  expect((await api.put(network, { name: "net2", expose_routes_to_vswitch: true })).status).toBe(200);
  const server = await api.create("/servers", {
    name: "member",
    server_type: "cax11",
    image: "ubuntu-24.04",
    location: "hel1",
  });
  await act(`/servers/${server}/actions/attach_to_network`, { network: id, ip: "10.0.1.5", alias_ips: ["10.0.1.6"] });
  await act(`/servers/${server}/actions/change_alias_ips`, { network: id, alias_ips: ["10.0.1.7"] });
  const shown = (await api.get(network)).body.get("network");
  expect(shown.get("servers").value).toEqual([server]);
  expect(
    shown
      .get("subnets")
      .list()
      .map((subnet) => subnet.get("ip_range").text()),
  ).toEqual(["10.0.1.0/24", "10.0.0.0/24"]);
  expect(
    shown
      .get("subnets")
      .list()
      .map((subnet) => subnet.get("gateway").text()),
  ).toEqual(["10.0.0.1", "10.0.0.1"]);
  const refused = await api.post(`${network}/actions/delete_subnet`, { ip_range: "10.0.1.0/24" });
  expect(refused.code).toBe("service_error");
  expect(refused.body.get("error").get("message").text()).toContain("servers are attached");
  await act(`/servers/${server}/actions/detach_from_network`, { network: id });
  await act(`${network}/actions/delete_subnet`, { ip_range: "10.0.1.0/24" });
  await act(`${network}/actions/delete_route`, { destination: "10.100.1.0/24", gateway: "10.0.1.1" });
  expect((await api.delete(network)).code).toBe("protected");
  await act(`${network}/actions/change_protection`, { delete: false });
  expect((await api.delete(network)).status).toBe(204);
  expect((await api.delete(`/servers/${server}`)).status).toBe(200);
});

test("firewalls: rules, servers, selectors", async () => {
  const server = await api.create("/servers", {
    name: "walled",
    server_type: "cx23",
    image: "debian-12",
    labels: { role: "web" },
  });
  const rule = { direction: "in", protocol: "tcp", port: "22", source_ips: ["0.0.0.0/0", "::/0"] };
  const id = await api.create("/firewalls", {
    name: "wall",
    rules: [rule],
    apply_to: [{ type: "server", server: { id: server } }],
  });
  const firewall = `/firewalls/${id}`;
  const publicNet = (await api.get(`/servers/${server}`)).body.get("server").get("public_net");
  expect(publicNet.get("firewalls").value).toEqual([{ id, status: "applied" }]);
  await act(`${firewall}/actions/set_rules`, {
    rules: [rule, { direction: "out", protocol: "icmp", destination_ips: ["10.0.0.0/8"] }],
  });
  await act(`${firewall}/actions/apply_to_resources`, {
    apply_to: [{ type: "label_selector", label_selector: { selector: "role=web" } }],
  });
  expect((await api.delete(firewall)).code).toBe("resource_in_use");
  await act(`${firewall}/actions/remove_from_resources`, { remove_from: [{ type: "server", server: { id: server } }] });
  const managed = await api.post(`${firewall}/actions/remove_from_resources`, {
    remove_from: [{ type: "server", server: { id: server } }],
  });
  expect(managed.code).toBe("firewall_managed_by_label_selector");
  await act(`${firewall}/actions/remove_from_resources`, {
    remove_from: [{ type: "label_selector", label_selector: { selector: "role=web" } }],
  });
  expect((await api.put(firewall, { name: "wall2" })).status).toBe(200);
  expect((await api.delete(firewall)).status).toBe(204);
  await api.delete(`/servers/${server}`);
});

describeIf(openapiIsThere, "no OpenAPI document on this machine (HEPHAESTUS_ORACLES)", "table of operations", () => {
  test("every documented operation is served, or says why not", () => {
    const known = new Set(routes.map((row) => `${row.method} ${row.path}`.replace(/\{[^}]+\}/g, "{}")));
    const missing = documentedOperations().filter((line) => !known.has(line.replace(/\{[^}]+\}/g, "{}")));
    expect(missing).toEqual([]);
    const served = documentedOperations().length - Object.keys(unserved).length;
    expect(served).toBeGreaterThan(120);
  });

  test("what is not served answers 501 with a sentence", async () => {
    const answer = await api.get("/zones/example.com");
    expect([answer.status, answer.code]).toEqual([501, "not_implemented"]);
    expect(answer.body.get("error").get("message").text()).toContain("DNS");
  });
});
