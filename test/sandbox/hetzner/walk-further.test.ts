/** The second half of the walk: balancers, addresses, volumes, groups, keys, certificates, catalogue; each exchange is held against the OpenAPI document. */

import { type Sandbox, startSandbox } from "../../../sandbox";
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

/** Everything that changes a balancer with one target on its public interface. */
async function walkServices(balancer: string, network: number, server: number): Promise<void> {
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
}

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
  await walkServices(balancer, network, server);
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

test("volumes", async () => {
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
  await api.delete(`/servers/${server}`);
});

test("placement groups, SSH keys, images", async () => {
  const server = await api.create("/servers", { name: "grouped", server_type: "cx23", image: "debian-12" });
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
