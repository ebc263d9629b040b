/** A walk over every noun and verb that the sandbox serves; each exchange is held against the OpenAPI document. */

import { type Sandbox, startSandbox } from "../../../sandbox";
import { routes, unserved } from "../../../sandbox/hetzner";
import { describeIf } from "../../support/availability";
import { ApiClient } from "./api-client";
import { documentedOperations, openapiIsThere } from "./openapi-check";

let sandbox: Sandbox;
let api: ApiClient;

beforeAll(async () => {
  sandbox = await startSandbox();
  api = new ApiClient(sandbox.environment);
});
afterAll(() => sandbox.close());
afterEach(() => {
  expect(api.complaints).toEqual([]);
});

async function act(path: string, body?: unknown): Promise<void> {
  const answer = await api.post(path, body);
  expect({ path, status: answer.status, error: answer.body.get("error").value }).toMatchObject({ status: 201 });
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

test("load balancers: services, targets, network, type, delete with 201", async () => {
  const network = await api.create("/networks", {
    name: "lb-net",
    ip_range: "10.0.0.0/16",
    subnets: [{ type: "cloud", network_zone: "eu-central", ip_range: "10.0.1.0/24" }],
  });
  const server = await api.create("/servers", {
    name: "target",
    server_type: "cx23",
    image: "debian-12",
    networks: [network],
    labels: { role: "t" },
  });
  const id = await api.create("/load_balancers", {
    name: "lb",
    load_balancer_type: "lb11",
    location: "fsn1",
    algorithm: { type: "round_robin" },
    targets: [{ type: "server", server: { id: server } }],
    services: [{ protocol: "tcp", listen_port: 26443, destination_port: 6443, proxyprotocol: false }],
  });
  const balancer = `/load_balancers/${id}`;
  await act(`${balancer}/actions/attach_to_network`, { network });
  await act(`${balancer}/actions/add_service`, { protocol: "http", listen_port: 28080, destination_port: 80 });
  await act(`${balancer}/actions/update_service`, {
    listen_port: 28080,
    protocol: "http",
    health_check: { protocol: "tcp", port: 81, interval: 5, timeout: 3, retries: 2 },
  });
  expect((await api.post(`${balancer}/actions/add_service`, { protocol: "http", listen_port: 28080 })).status).toBe(
    412,
  );
  await act(`${balancer}/actions/add_target`, {
    type: "label_selector",
    label_selector: { selector: "role=t" },
    use_private_ip: true,
  });
  expect((await api.post(`${balancer}/actions/disable_public_interface`)).code).toBe("targets_without_use_private_ip");
  await act(`${balancer}/actions/remove_target`, { type: "server", server: { id: server } });
  await act(`${balancer}/actions/disable_public_interface`);
  await act(`${balancer}/actions/enable_public_interface`);
  await act(`${balancer}/actions/change_algorithm`, { type: "least_connections" });
  await act(`${balancer}/actions/change_type`, { load_balancer_type: "lb21" });
  await act(`${balancer}/actions/change_protection`, { delete: false });
  const ip = (await api.get(balancer)).body.get("load_balancer").get("public_net").get("ipv4").get("ip").text();
  await act(`${balancer}/actions/change_dns_ptr`, { ip, dns_ptr: "lb.example.com" });
  expect(
    (await api.get(balancer)).body.get("load_balancer").get("targets").list()[0]?.get("targets").list(),
  ).toHaveLength(1);
  await act(`${balancer}/actions/delete_service`, { listen_port: 28080 });
  await act(`${balancer}/actions/detach_from_network`, { network });
  expect((await api.put(balancer, { name: "lb2" })).status).toBe(200);
  expect((await api.delete(balancer)).status).toBe(201);
  await api.delete(`/servers/${server}`);
  await api.delete(`/networks/${network}`);
});

test("addresses: primary and floating IPs with reverse names", async () => {
  const id = await api.create("/primary_ips", { name: "p4", type: "ipv4", location: "fsn1", auto_delete: false });
  const address = `/primary_ips/${id}`;
  const shown = (await api.get(address)).body.get("primary_ip");
  expect([shown.get("assignee_type").value, shown.get("assignee_id").value]).toEqual(["unassigned", null]);
  const ip = shown.get("ip").text();
  await act(`${address}/actions/change_dns_ptr`, { ip, dns_ptr: "p4.example.com" });
  const server = await api.create("/servers", {
    name: "addressed",
    server_type: "cx23",
    image: "debian-12",
    location: "fsn1",
    public_net: { enable_ipv4: true, enable_ipv6: false, ipv4: id },
  });
  expect((await api.delete(address)).code).toBe("must_be_unassigned");
  expect((await api.post(`${address}/actions/unassign`)).code).toBe("server_not_stopped");
  await act(`/servers/${server}/actions/poweroff`);
  await act(`${address}/actions/unassign`);
  await act(`${address}/actions/assign`, { assignee_id: server, assignee_type: "server" });
  await act(`${address}/actions/unassign`);
  await act(`${address}/actions/change_protection`, { delete: false });
  expect((await api.put(address, { name: "p4b", auto_delete: true })).status).toBe(200);
  expect((await api.delete(address)).status).toBe(204);
  const floating = await api.create("/floating_ips", {
    type: "ipv4",
    home_location: "fsn1",
    name: "f4",
    description: "d",
  });
  const path = `/floating_ips/${floating}`;
  await act(`${path}/actions/assign`, { server });
  expect((await api.delete(path)).code).toBe("must_be_unassigned");
  await act(`${path}/actions/unassign`);
  const floatingIp = (await api.get(path)).body.get("floating_ip").get("ip").text();
  await act(`${path}/actions/change_dns_ptr`, { ip: floatingIp, dns_ptr: null });
  await act(`${path}/actions/change_protection`, { delete: false });
  expect((await api.put(path, { name: "f4b", description: "e" })).status).toBe(200);
  expect((await api.delete(path)).status).toBe(204);
  await api.delete(`/servers/${server}`);
});

test("volumes, placement groups, SSH keys, images", async () => {
  const server = await api.create("/servers", {
    name: "storing",
    server_type: "cx23",
    image: "debian-12",
    location: "fsn1",
  });
  const id = await api.create("/volumes", { name: "vol", size: 10, location: "fsn1", format: "ext4" });
  const volume = `/volumes/${id}`;
  await act(`${volume}/actions/attach`, { server });
  expect((await api.delete(volume)).code).toBe("resource_in_use");
  await act(`${volume}/actions/resize`, { size: 20 });
  expect((await api.post(`${volume}/actions/resize`, { size: 5 })).code).toBe("invalid_input");
  await act(`${volume}/actions/detach`);
  await act(`${volume}/actions/change_protection`, { delete: false });
  expect((await api.put(volume, { name: "vol2" })).status).toBe(200);
  expect((await api.delete(volume)).status).toBe(204);
  const group = await api.create("/placement_groups", { name: "pg", type: "spread" });
  expect((await api.post(`/servers/${server}/actions/add_to_placement_group`, { placement_group: group })).code).toBe(
    "server_not_stopped",
  );
  await act(`/servers/${server}/actions/poweroff`);
  await act(`/servers/${server}/actions/add_to_placement_group`, { placement_group: group });
  expect((await api.get(`/placement_groups/${group}`)).body.get("placement_group").get("servers").value).toEqual([
    server,
  ]);
  await act(`/servers/${server}/actions/remove_from_placement_group`);
  expect((await api.put(`/placement_groups/${group}`, { labels: { a: "" } })).status).toBe(200);
  expect((await api.delete(`/placement_groups/${group}`)).status).toBe(204);
  const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwK7jH1V3yQ1nq0d1m0c2tqk1Uo9s8xk6Cw3m0fA0aA fix@example.com";
  const key = await api.create("/ssh_keys", { name: "k", public_key: publicKey });
  expect((await api.get(`/ssh_keys/${key}`)).body.get("ssh_key").get("fingerprint").text()).toBe(
    "ce:d4:90:d2:78:79:22:34:86:dc:76:dd:87:c3:e0:21",
  );
  expect((await api.post("/ssh_keys", { name: "k2", public_key: publicKey })).code).toBe("uniqueness_error");
  expect((await api.put(`/ssh_keys/${key}`, { name: "k3" })).status).toBe(200);
  expect((await api.delete(`/ssh_keys/${key}`)).status).toBe(204);
  const made = await api.post(`/servers/${server}/actions/create_image`, { type: "snapshot", description: "snap" });
  const image = `/images/${made.body.get("image").get("id").number()}`;
  expect((await api.put(image, { description: "snap2", labels: { os: "x" } })).status).toBe(200);
  await act(`${image}/actions/change_protection`, { delete: true });
  expect((await api.delete(image)).code).toBe("protected");
  await act(`${image}/actions/change_protection`, { delete: false });
  expect((await api.delete(image)).status).toBe(204);
  await api.delete(`/servers/${server}`);
});

test("certificates: managed ones are issued, those in use stay", async () => {
  const id = await api.create("/certificates", { name: "c", type: "managed", domain_names: ["example.com"] });
  expect((await api.get(`/certificates/${id}`)).body.get("certificate").get("status").get("issuance").text()).toBe(
    "completed",
  );
  const balancer = await api.create("/load_balancers", {
    name: "tls",
    load_balancer_type: "lb11",
    network_zone: "eu-central",
    services: [{ protocol: "https", listen_port: 28443, http: { certificates: [id] } }],
  });
  expect((await api.delete(`/certificates/${id}`)).code).toBe("resource_in_use");
  await api.delete(`/load_balancers/${balancer}`);
  expect((await api.post(`/certificates/${id}/actions/retry`)).code).toBe("unsupported_error");
  expect((await api.put(`/certificates/${id}`, { name: "c2" })).status).toBe(200);
  expect((await api.delete(`/certificates/${id}`)).status).toBe(204);
  expect((await api.post("/certificates", { name: "bad", certificate: "x", private_key: "y" })).code).toBe(
    "invalid_input",
  );
});

test("catalogue: every list and its entries; datacenters are gone", async () => {
  for (const noun of ["locations", "server_types", "load_balancer_types", "isos", "images"]) {
    const [first] = (await api.get(`/${noun}`)).body.get(noun).list();
    expect((await api.get(`/${noun}/${first?.get("id").number() ?? 0}`)).status).toBe(200);
    expect((await api.get(`/${noun}/424242`)).code).toBe("not_found");
    expect(
      (await api.get(`/${noun}?name=${first?.get("name").text() ?? ""}`)).body.get(noun).list().length,
    ).toBeGreaterThan(0);
  }
  const pricing = (await api.get("/pricing")).body.get("pricing");
  expect(pricing.get("floating_ips").list().length).toBeGreaterThanOrEqual(pricing.get("primary_ips").list().length);
  const gone = await api.get("/datacenters");
  expect([gone.status, gone.code]).toEqual([410, "deprecated_api_endpoint"]);
  expect(gone.body.get("error").get("details").get("announcement").text()).toMatch(/^https:/);
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
    const answer = await api.get("/zones");
    expect([answer.status, answer.code]).toEqual([501, "not_implemented"]);
    expect(answer.body.get("error").get("message").text()).toContain("DNS");
  });
});
