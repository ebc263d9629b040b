/** The built stand-in, as terraform and tofu install it from a mirror, against a running sandbox. */

import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox";
import { standInBuild } from "../../scripts/build/providers";
import { type BuiltProvider, buildForTest, installFrom } from "../support/built-provider";
import { describeCores } from "../support/cores";
import { Workspace } from "../support/terraform";

const REQUIRED =
  'terraform {\n  required_providers {\n    hcloud = {\n      source = "hetznercloud/hcloud"\n    }\n  }\n}\n';

/** What a cluster stack has, small. NAME and RANGE are filled in. */
const STACK = `${REQUIRED}
resource "hcloud_network" "a" {
  name     = "NAME"
  ip_range = "10.0.0.0/16"
}
resource "hcloud_network_subnet" "a" {
  network_id   = hcloud_network.a.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = "RANGE"
}
resource "hcloud_placement_group" "a" {
  name = "NAME"
  type = "spread"
}
data "hcloud_image" "a" {
  name = "debian-13"
}
resource "hcloud_firewall" "a" {
  name = "NAME"
  rule {
    direction  = "in"
    protocol   = "tcp"
    port       = "6443"
    source_ips = ["10.0.0.0/8"]
  }
}
resource "hcloud_server" "a" {
  name               = "node"
  server_type        = "cx23"
  image              = data.hcloud_image.a.name
  location           = "fsn1"
  labels             = { stack = "NAME" }
  placement_group_id = hcloud_placement_group.a.id
  firewall_ids       = [hcloud_firewall.a.id]
}
resource "hcloud_server_network" "a" {
  server_id = hcloud_server.a.id
  subnet_id = hcloud_network_subnet.a.id
}
resource "hcloud_rdns" "a" {
  server_id  = hcloud_server.a.id
  ip_address = hcloud_server.a.ipv4_address
  dns_ptr    = "NAME.example.com"
}
resource "hcloud_load_balancer" "a" {
  name               = "NAME"
  load_balancer_type = "lb11"
  location           = "fsn1"
}
resource "hcloud_load_balancer_network" "a" {
  load_balancer_id = hcloud_load_balancer.a.id
  subnet_id        = hcloud_network_subnet.a.id
}
resource "hcloud_load_balancer_target" "a" {
  type             = "server"
  load_balancer_id = hcloud_load_balancer.a.id
  server_id        = hcloud_server.a.id
  use_private_ip   = true
  depends_on       = [hcloud_server_network.a, hcloud_load_balancer_network.a]
}
resource "hcloud_volume" "a" {
  name      = "NAME"
  size      = 10
  server_id = hcloud_server.a.id
}
`;

const stack = (name: string, range: string) => STACK.replaceAll("NAME", name).replaceAll("RANGE", range);

describeCores("the stand-in and the sandbox", (core) => {
  let built: BuiltProvider;
  let sandbox: Sandbox;
  let workspace: Workspace;

  beforeAll(async () => {
    built = await buildForTest(standInBuild());
    sandbox = await startSandbox();
    const { HCLOUD_TOKEN = "", HCLOUD_ENDPOINT = "" } = sandbox.environment;
    workspace = new Workspace({
      core,
      installation: installFrom(built),
      environment: { HCLOUD_TOKEN, HCLOUD_ENDPOINT },
    });
  }, 60_000);

  afterAll(async () => {
    workspace?.remove();
    await sandbox?.close();
    built?.remove();
  });

  const apply = () => workspace.succeed("apply", "-auto-approve", "-input=false");
  const server = () => [...sandbox.world.state.servers.values()].find(({ name }) => name === "node");

  it("make a stack, which a second plan leaves alone", async () => {
    workspace.write("main.tf", stack("one", "10.0.1.0/24"));
    await workspace.succeed("init", "-input=false");
    await apply();
    expect(server()?.privateNets).toHaveLength(1);
    expect(await workspace.planIsEmpty()).toBe(true);
  }, 60_000);

  it("change it in place, and put back what drifted", async () => {
    const before = server()?.id;
    workspace.write("main.tf", stack("two", "10.0.1.0/24"));
    await apply();
    expect(server()?.id).toBe(before);
    expect(server()?.labels).toEqual({ stack: "two" });
    const held = server();
    if (held !== undefined) held.labels = { stack: "somebody else's" };
    expect(await workspace.planIsEmpty()).toBe(false);
    await apply();
    expect(server()?.labels).toEqual({ stack: "two" });
  }, 60_000);

  it("replace what cannot be changed, and take over what they have forgotten", async () => {
    workspace.write("main.tf", stack("two", "10.0.2.0/24"));
    await apply();
    const [network] = [...sandbox.world.state.networks.values()];
    expect(network?.subnets.map(({ ipRange }) => ipRange)).toEqual(["10.0.2.0/24"]);
    await workspace.succeed("state", "rm", "hcloud_server.a");
    await workspace.succeed("import", "-input=false", "hcloud_server.a", String(server()?.id));
    await apply();
    expect(await workspace.planIsEmpty()).toBe(true);
  }, 60_000);

  it("leave nothing", async () => {
    await workspace.succeed("destroy", "-auto-approve", "-input=false");
    const { servers, networks, loadBalancers, volumes, firewalls, primaryIps } = sandbox.world.state;
    expect([servers, networks, loadBalancers, volumes, firewalls, primaryIps].map(({ size }) => size)).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
  }, 60_000);

  it("speak to nothing but this machine", async () => {
    const { code, stderr } = await workspace.run(["plan", "-input=false"], {
      environment: { HCLOUD_ENDPOINT: "https://api.hetzner.cloud/v1" },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/This is a stand-in for the sandbox only/);
  }, 60_000);
});
