/** Who reaches whom by address: what firewalls and private networks of a world let through. */
import { type Sandbox, startSandbox } from "../../../sandbox";
import { admits, reach } from "../../../sandbox/world";
import { ApiClient } from "../hetzner/api-client";

let sandbox: Sandbox;
let api: ApiClient;

beforeEach(async () => {
  sandbox = await startSandbox();
  api = new ApiClient(sandbox.environment);
});
afterEach(() => sandbox.close());

const network = (name: string) =>
  api.create("/networks", {
    name,
    ip_range: "10.0.0.0/16",
    subnets: [{ type: "cloud", network_zone: "eu-central", ip_range: "10.0.1.0/24" }],
  });
const server = (name: string, more: object = {}) =>
  api.create("/servers", { name, server_type: "cx23", image: "debian-13", location: "fsn1", ...more });
const ipOf = (id: number) => {
  const primaryId = sandbox.world.state.servers.get(id)?.primaryIpv4Id ?? 0;
  return sandbox.world.state.primaryIps.get(primaryId)?.ip ?? "";
};
const outside = { kind: "outside", address: "127.0.0.1" } as const;
const from = (id: number) => ({ kind: "server", id }) as const;
const wall = (name: string, rules: object[], serverId: number) =>
  api.create("/firewalls", { name, rules, apply_to: [{ type: "server", server: { id: serverId } }] });

test("networks with the same range have nothing to do with each other", async () => {
  const [one, other] = [await network("one"), await network("other")];
  const [a1, a2] = [await server("a1", { networks: [one] }), await server("a2", { networks: [one] })];
  const [b1, b2] = [await server("b1", { networks: [other] }), await server("b2", { networks: [other] })];
  const lonely = await server("lonely");
  expect(reach(sandbox.world, from(a1), "10.0.1.2", 50_000)).toMatchObject({ reached: true, serverId: a2 });
  expect(reach(sandbox.world, from(b1), "10.0.1.2", 50_000)).toMatchObject({ reached: true, serverId: b2 });
  expect(reach(sandbox.world, from(lonely), "10.0.1.2", 50_000)).toMatchObject({ reached: false, hangs: true });
  expect(reach(sandbox.world, outside, "10.0.1.2", 50_000).reached).toBe(false);
});

test("alias and floating addresses lead to their server while they are its own", async () => {
  const one = await network("one");
  const [a, b] = [await server("a", { networks: [one] }), await server("b", { networks: [one] })];
  await api.post(`/servers/${b}/actions/change_alias_ips`, { network: one, alias_ips: ["10.0.1.77"] });
  expect(reach(sandbox.world, from(a), "10.0.1.77", 6443)).toMatchObject({ reached: true, serverId: b });
  await api.post(`/servers/${b}/actions/change_alias_ips`, { network: one, alias_ips: [] });
  expect(reach(sandbox.world, from(a), "10.0.1.77", 6443).reached).toBe(false);
  const floating = await api.create("/floating_ips", { type: "ipv4", home_location: "fsn1", name: "f" });
  const ip = sandbox.world.state.floatingIps.get(floating)?.ip ?? "";
  expect(reach(sandbox.world, outside, ip, 6443).reached).toBe(false);
  await api.post(`/floating_ips/${floating}/actions/assign`, { server: a });
  expect(reach(sandbox.world, outside, ip, 6443)).toMatchObject({ reached: true, serverId: a });
});

test("inbound rules count by source, port and protocol; of several firewalls one is enough", async () => {
  const id = await server("walled");
  const ip = ipOf(id);
  const rule = { direction: "in", protocol: "tcp" };
  await wall("one", [{ ...rule, port: "80-90", source_ips: ["127.0.0.1/32"] }], id);
  await wall("udp", [{ ...rule, protocol: "udp", port: "53", source_ips: ["0.0.0.0/0"] }], id);
  const isReached = (address: string, port: number) =>
    reach(sandbox.world, { kind: "outside", address }, ip, port).reached;
  expect([79, 80, 90, 91, 53].map((port) => isReached("127.0.0.1", port))).toEqual([false, true, true, false, false]);
  expect(isReached("127.0.0.2", 80)).toBe(false);
  expect([admits(sandbox.world, id, 80, "::ffff:127.0.0.1"), admits(sandbox.world, id, 22, "127.0.0.1")]).toEqual([
    true,
    false,
  ]);
  await wall("any", [{ ...rule, port: "any", source_ips: ["127.0.0.2/31"] }], id);
  expect([isReached("127.0.0.2", 22), isReached("127.0.0.1", 22)]).toEqual([true, false]);
});

test("outbound rules let out only what they name; private networks know no firewall", async () => {
  const one = await network("one");
  const [a, b] = [await server("a", { networks: [one] }), await server("b", { networks: [one] })];
  await wall("out", [{ direction: "out", protocol: "tcp", port: "443", destination_ips: [`${ipOf(b)}/32`] }], a);
  const ask = (port: number) => reach(sandbox.world, from(a), ipOf(b), port).reached;
  expect([ask(443), ask(80)]).toEqual([true, false]);
  expect(reach(sandbox.world, from(a), "10.0.1.2", 2380).reached).toBe(true);
  await api.post(`/servers/${b}/actions/poweroff`);
  expect(reach(sandbox.world, from(a), "10.0.1.2", 2380)).toMatchObject({ reached: false, hangs: true });
});

test("a server without a public address is reached by nobody outside, and reaches nobody there", async () => {
  const one = await network("one");
  const hidden = await server("hidden", { networks: [one], public_net: { enable_ipv4: false, enable_ipv6: false } });
  const open = await server("open", { networks: [one] });
  const { hiddenAddress = "" } = sandbox.world.state.servers.get(hidden) ?? {};
  expect(reach(sandbox.world, outside, hiddenAddress, 22).reached).toBe(false);
  expect(reach(sandbox.world, from(hidden), ipOf(open), 22)).toMatchObject({ reached: false });
  expect(reach(sandbox.world, from(open), "10.0.1.1", 22)).toMatchObject({ reached: true, serverId: hidden });
});
