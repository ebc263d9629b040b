/** What Hetzner refuses, and how: bad input of every kind, names, limits, protection, zones, placement. */
import { connect } from "node:net";
import { type Sandbox, startSandbox } from "../../../sandbox";
import { ApiClient } from "./api-client";

let sandbox: Sandbox;
let api: ApiClient;

beforeEach(async () => {
  sandbox = await startSandbox();
  api = new ApiClient(sandbox.environment);
});
afterEach(() => sandbox.close());

async function raw(path: string, init: RequestInit): Promise<{ status: number; code: string; text: string }> {
  const response = await fetch(`${sandbox.environment["HCLOUD_ENDPOINT"]}${path}`, init);
  const text = await response.text();
  return { status: response.status, code: /"code": "(\w+)"/.exec(text)?.[1] ?? "", text };
}

const server = { server_type: "cx23", image: "debian-13" };

test("paths, methods and tokens", async () => {
  const authorization = `Bearer ${sandbox.environment["HCLOUD_TOKEN"]}`;
  expect(await raw("/nope", {})).toMatchObject({ status: 404, code: "not_found" });
  expect(await raw("/servers", {})).toMatchObject({ status: 401, code: "unauthorized" });
  expect(await raw("/servers", { method: "PATCH" })).toMatchObject({ status: 401 });
  expect(await raw("/servers", { headers: { authorization: "Bearer wrong" } })).toMatchObject({ status: 401 });
  expect(await raw("/servers", { method: "PATCH", headers: { authorization } })).toMatchObject({
    status: 405,
    code: "method_not_allowed",
  });
  expect(await raw("/../etc/passwd", { headers: { authorization } })).toMatchObject({ status: 404 });
  const missing = await raw("/servers", {});
  const bad = await raw("/servers", { headers: { authorization: "Bearer x" } });
  expect(missing.text).not.toBe(bad.text);
});

test.each([
  ["{", 400, "json_error"],
  ["[]", 400, "json_error"],
  ['"text"', 400, "json_error"],
  ["{}", 422, "invalid_input"],
  ['{"name": 1, "server_type": {}, "image": []}', 422, "invalid_input"],
  [`{"name": "${"x".repeat(300)}", "server_type": "cx23", "image": "debian-13"}`, 422, "invalid_input"],
  ['{"name": "a_b", "server_type": "cx23", "image": "debian-13"}', 422, "invalid_input"],
  ['{"name": "a", "server_type": "cx99", "image": "debian-13"}', 422, "invalid_input"],
  ['{"name": "a", "server_type": "cx23", "image": "dos"}', 422, "invalid_input"],
  ['{"name": "a", "server_type": "cx23", "image": "debian-13", "location": "mars1"}', 422, "invalid_input"],
  ['{"name": "a", "server_type": "cx23", "image": "debian-13", "location": "ash"}', 422, "invalid_input"],
  ['{"name": "a", "server_type": "cx22", "image": "debian-13"}', 422, "invalid_input"],
  ['{"name": "a", "server_type": "cx23", "image": "debian-13", "datacenter": "fsn1-dc14"}', 422, "invalid_input"],
  ['{"name": "a", "server_type": "cx23", "image": "debian-13", "labels": {"-": "x"}}', 422, "invalid_input"],
  [
    '{"name": "a", "server_type": "cx23", "image": "debian-13", "labels": {"hetzner.cloud/x": "x"}}',
    422,
    "invalid_input",
  ],
  ['{"name": "a", "server_type": "cx23", "image": "debian-13", "ssh_keys": [999]}', 422, "invalid_input"],
  ['{"name": "a", "server_type": "cx23", "image": "debian-13", "networks": [999]}', 404, "not_found"],
  ['{"name": "a", "server_type": "cx23", "image": "debian-13", "placement_group": 999}', 404, "not_found"],
  ['{"name": "a", "server_type": "cx23", "image": "debian-13", "placement_group": 1.5}', 422, "invalid_input"],
])("POST /servers with %s is refused and leaves nothing behind", async (body, status, code) => {
  const before = sandbox.world.state.primaryIps.size;
  const headers = { authorization: `Bearer ${sandbox.environment["HCLOUD_TOKEN"]}` };
  const answer = await raw("/servers", { method: "POST", headers, body });
  expect(answer).toMatchObject({ status, code });
  expect(answer.text).toContain('"details"');
  expect([sandbox.world.state.servers.size, sandbox.world.state.primaryIps.size]).toEqual([0, before]);
  expect(sandbox.world.disks.ids()).toEqual([]);
});

test("fields are told by name with their messages, all of them", async () => {
  const answer = await api.post("/networks", { ip_range: "10.0.0.1/16", expose_routes_to_vswitch: "yes" });
  const fields = answer.body.get("error").get("details").get("fields").list();
  expect(fields.map((field) => field.get("name").text()).sort()).toEqual([
    "expose_routes_to_vswitch",
    "ip_range",
    "name",
  ]);
  expect(fields.every((field) => field.get("messages").list().length > 0)).toBe(true);
});

test("unknown fields and query parameters are ignored, null counts as absent", async () => {
  expect(
    (await api.post("/networks", { name: "n", ip_range: "10.0.0.0/16", colour: "blue", labels: null })).status,
  ).toBe(201);
  expect((await api.get("/networks?colour=blue")).status).toBe(200);
});

test("a huge body is refused, a half request leaves the door open", async () => {
  const headers = { authorization: `Bearer ${sandbox.environment["HCLOUD_TOKEN"]}` };
  for (const bytes of [1024 * 1024, 20_000_000]) {
    const answer = await raw("/networks", { method: "POST", headers, body: `{"name":"${"x".repeat(bytes)}"}` });
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining("larger than 1048576 bytes") });
  }
  const { hostname, port } = new URL(sandbox.environment["HCLOUD_ENDPOINT"] ?? "");
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write("POST /v1/networks HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
      socket.destroy();
      resolve();
    });
  });
  expect((await api.get("/networks")).status).toBe(200);
});

test("names are unique per kind, SSH keys by fingerprint too", async () => {
  await api.create("/servers", { name: "one", ...server });
  const again = await api.post("/servers", { name: "ONE", ...server });
  expect([again.status, again.code]).toEqual([409, "uniqueness_error"]);
  expect(again.body.get("error").get("details").get("fields").value).toEqual([{ name: "name" }]);
  const two = await api.create("/servers", { name: "two", ...server });
  expect((await api.put(`/servers/${two}`, { name: "one" })).code).toBe("uniqueness_error");
  expect((await api.put(`/servers/${two}`, { name: "two" })).status).toBe(200);
});

test("a placement group takes ten", async () => {
  const group = await api.create("/placement_groups", { name: "g", type: "spread" });
  for (let index = 0; index < 10; index++)
    await api.create("/servers", { name: `s${index}`, ...server, placement_group: group });
  const eleventh = { name: "s10", ...server, start_after_create: false };
  expect((await api.post("/servers", { ...eleventh, placement_group: group })).code).toBe("placement_error");
  const id = await api.create("/servers", eleventh);
  const add = () => api.post(`/servers/${id}/actions/add_to_placement_group`, { placement_group: group });
  expect((await add()).code).toBe("placement_error");
  await api.delete(`/servers/${(await api.get("/servers?name=s3")).body.get("servers").list()[0]?.get("id").number()}`);
  expect((await add()).status).toBe(201);
  expect((await add()).code).toBe("already_in_placement_group");
});

test("limits of the project", async () => {
  sandbox.world.state.limits = { servers: 1 };
  await api.create("/servers", { name: "a", ...server });
  const answer = await api.post("/servers", { name: "b", ...server });
  expect([answer.status, answer.code]).toEqual([403, "resource_limit_exceeded"]);
  expect(answer.body.get("error").get("details").get("limits").value).toEqual([{ name: "server_limit" }]);
});

test("sold out, as a fault and as the catalogue says", async () => {
  const { faults } = sandbox.world;
  const fault = faults.add({ door: "stock", what: "cx23", match: "^fsn1$", times: 0 });
  const refused = await api.post("/servers", { name: "a", ...server, location: "fsn1" });
  expect([refused.status, refused.code]).toEqual([412, "resource_unavailable"]);
  const type = (await api.get("/server_types?name=cx23")).body.get("server_types").list()[0];
  const available = type
    ?.get("locations")
    .list()
    .map((entry) => [entry.get("name").text(), entry.get("available").flag()]);
  expect(available).toContainEqual(["fsn1", false]);
  expect((await api.post("/servers", { name: "a", ...server, location: "nbg1" })).status).toBe(201);
  expect(faults.list()).toMatchObject([{ id: fault.id, hits: 1 }]);
});

test("network rules: ranges, overlaps, zones, taken addresses", async () => {
  const network = await api.create("/networks", { name: "n", ip_range: "10.0.0.0/16" });
  const add = (body: unknown) => api.post(`/networks/${network}/actions/add_subnet`, body);
  const subnet = { type: "cloud", network_zone: "eu-central" };
  for (const ip_range of ["10.0.0.0/31", "10.1.0.0/24", "8.8.8.0/24", "fd00::/64", "x"]) {
    expect([ip_range, (await add({ ...subnet, ip_range })).code]).toEqual([ip_range, "invalid_input"]);
  }
  expect((await add({ ...subnet, network_zone: "moon" })).code).toBe("invalid_input");
  expect((await add({ ...subnet, ip_range: "10.0.1.0/24" })).status).toBe(201);
  expect((await add({ ...subnet, ip_range: "10.0.1.128/25" })).code).toBe("invalid_input");
  const id = await api.create("/servers", { name: "a", ...server, location: "fsn1" });
  const attach = (body: object) => api.post(`/servers/${id}/actions/attach_to_network`, { network, ...body });
  for (const ip of ["10.0.1.0", "10.0.1.255", "10.0.2.1", "10.0.0.1", "nonsense"]) {
    expect([ip, (await attach({ ip })).code]).toEqual([ip, "ip_not_available"]);
  }
  expect((await attach({ ip: "10.0.1.1" })).status).toBe(201);
  expect((await attach({})).code).toBe("server_already_attached");
  const far = await api.create("/servers", { name: "b", server_type: "ccx13", image: "debian-13", location: "ash" });
  expect((await api.post(`/servers/${far}/actions/attach_to_network`, { network })).code).toBe("no_subnet_available");
  const other = await api.create("/networks", {
    name: "o",
    ip_range: "10.0.0.0/8",
    subnets: [{ ...subnet, ip_range: "10.200.0.0/24" }],
  });
  expect((await api.post(`/servers/${id}/actions/attach_to_network`, { network: other })).code).toBe(
    "networks_overlap",
  );
  for (const route of [
    { destination: "8.8.8.0/24", gateway: "10.0.1.1" },
    { destination: "10.0.1.0/24", gateway: "10.0.1.1" },
    { destination: "10.9.0.0/24", gateway: "10.0.0.1" },
    { destination: "10.9.0.0/24", gateway: "172.31.1.1" },
  ]) {
    expect([route, (await api.post(`/networks/${network}/actions/add_route`, route)).code]).toEqual([
      route,
      "invalid_input",
    ]);
  }
});

test.each([
  [{ direction: "in", protocol: "tcp", source_ips: ["0.0.0.0/0"] }, "port"],
  [{ direction: "in", protocol: "icmp", port: "1", source_ips: ["0.0.0.0/0"] }, "port"],
  [{ direction: "in", protocol: "tcp", port: "70000", source_ips: ["0.0.0.0/0"] }, "port"],
  [{ direction: "in", protocol: "tcp", port: "90-80", source_ips: ["0.0.0.0/0"] }, "port"],
  [{ direction: "in", protocol: "tcp", port: "80", source_ips: ["10.0.0.1/8"] }, "host bits"],
  [{ direction: "in", protocol: "tcp", port: "80", source_ips: ["10.0.0.1"] }, "CIDR"],
  [{ direction: "in", protocol: "tcp", port: "80" }, "source_ips"],
  [{ direction: "out", protocol: "tcp", port: "80", source_ips: ["0.0.0.0/0"] }, "destination_ips"],
  [{ direction: "in", protocol: "sctp", source_ips: ["0.0.0.0/0"] }, "protocol"],
])("firewall rule %j is refused", async (rule, word) => {
  const answer = await api.post("/firewalls", { name: "f", rules: [rule] });
  expect(answer.code).toBe("invalid_input");
  expect(answer.body.get("error").get("message").text()).toContain(word);
});

test("a firewall takes 50 rules and no more", async () => {
  const rule = { direction: "in", protocol: "tcp", port: "80", source_ips: ["0.0.0.0/0"] };
  expect((await api.post("/firewalls", { name: "f", rules: Array.from({ length: 51 }, () => rule) })).code).toBe(
    "invalid_input",
  );
  expect((await api.post("/firewalls", { name: "f", rules: Array.from({ length: 50 }, () => rule) })).status).toBe(201);
});

test("lists: pages of 50 at most, links, sorting, selectors that do not parse", async () => {
  for (let index = 0; index < 60; index++) {
    await api.create("/placement_groups", {
      name: `g${String(index).padStart(2, "0")}`,
      type: "spread",
      labels: { n: String(index % 2) },
    });
  }
  const page = await api.get("/placement_groups?per_page=100&page=2&sort=name:desc");
  expect(page.body.get("meta").get("pagination").value).toEqual({
    page: 2,
    per_page: 50,
    previous_page: 1,
    next_page: null,
    last_page: 2,
    total_entries: 60,
  });
  expect(page.body.get("placement_groups").list()[0]?.get("name").text()).toBe("g09");
  expect(page.headers.get("link")).toContain('rel="prev"');
  expect(
    (await api.get("/placement_groups?label_selector=n%3D1")).body
      .get("meta")
      .get("pagination")
      .get("total_entries")
      .number(),
  ).toBe(30);
  for (const query of [
    "sort=colour",
    "sort=name:up",
    "page=0",
    "page=x",
    "per_page=-1",
    "label_selector=((",
    "label_selector=a%3Db%3Dc",
  ]) {
    expect([query, (await api.get(`/placement_groups?${query}`)).code]).toEqual([query, "invalid_input"]);
  }
  expect((await api.get("/placement_groups?page=99")).body.get("placement_groups").list()).toEqual([]);
  expect((await api.get("/actions")).code).toBe("invalid_input");
  expect((await api.get("/actions?id=42")).body.get("actions").list()).toEqual([]);
});

test("ids that are none, and of things that are gone", async () => {
  const id = await api.create("/servers", { name: "a", ...server });
  await api.delete(`/servers/${id}`);
  for (const path of [
    `/servers/${id}`,
    "/servers/abc",
    "/servers/-1",
    "/servers/1e3",
    "/servers/99999999999999999999",
  ]) {
    expect([path, (await api.get(path)).status]).toEqual([path, 404]);
  }
  expect((await api.post(`/servers/${id}/actions/poweron`)).code).toBe("not_found");
  expect((await api.get(`/servers/${id}/actions`)).body.get("actions").list().length).toBeGreaterThan(0);
});
