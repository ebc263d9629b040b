/** Whatever a client sends, to whichever operation: a clear refusal or a good answer, never a bug, never a broken world. */
import { type Answering, answer } from "../../../sandbox/hetzner/answer";
import { RateLimit } from "../../../sandbox/hetzner/rate-limit";
import { Router } from "../../../sandbox/hetzner/router";
import { routes } from "../../../sandbox/hetzner/routes";
import { unserved } from "../../../sandbox/hetzner/unserved";
import { createClock, type World } from "../../../sandbox/world";
import { isUp } from "../../../sandbox/world/server-lifecycle";
import { Json } from "../../../scripts/oracles/hcloud-http/json";
import { createRandom } from "../../support/random";
import { makeWorld } from "../world/worlds";

const names = [
  "name",
  "labels",
  "server_type",
  "image",
  "location",
  "ssh_keys",
  "networks",
  "network",
  "firewalls",
  "volumes",
  "public_net",
  "placement_group",
  "user_data",
  "ip",
  "alias_ips",
  "ip_range",
  "dns_ptr",
  "delete",
  "rebuild",
  "type",
  "iso",
  "upgrade_disk",
  "subnets",
  "routes",
  "destination",
  "gateway",
  "network_zone",
  "vswitch_id",
  "rules",
  "apply_to",
  "remove_from",
  "services",
  "targets",
  "protocol",
  "listen_port",
  "destination_port",
  "health_check",
  "http",
  "server",
  "label_selector",
  "use_private_ip",
  "load_balancer_type",
  "algorithm",
  "size",
  "format",
  "automount",
  "home_location",
  "description",
  "assignee_id",
  "assignee_type",
  "auto_delete",
  "certificate",
  "private_key",
  "domain_names",
  "public_key",
  "start_after_create",
  "datacenter",
];

const absurd: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  80,
  443,
  1.5,
  1e300,
  2 ** 53,
  "",
  "a",
  "tcp",
  "http",
  "https",
  "in",
  "out",
  "ipv4",
  "ipv6",
  "cloud",
  "server",
  "label_selector",
  "spread",
  "cx23",
  "cx33",
  "lb11",
  "debian-13",
  "ubuntu-24.04",
  "fsn1",
  "ash",
  "eu-central",
  "10.0.0.0/16",
  "10.0.1.0/24",
  "10.0.1.5",
  "0.0.0.0/0",
  "::/0",
  "999.1.1.1",
  "fd00::/8",
  "role=web",
  "((",
  "x".repeat(2000),
  "\u0000",
  "__proto__",
  "constructor",
  "../..",
  "round_robin",
  "snapshot",
  "linux64",
  "my-key",
  "any",
  "22",
  "1-70000",
  "example.com",
  "ext4",
];

class Attacker {
  readonly #draw: () => number;
  readonly #world: World;

  constructor(world: World, seed: number) {
    this.#world = world;
    const random = createRandom(seed);
    this.#draw = () => random.fraction();
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#draw() * list.length)];
  }

  /** A member that may be good, nearly good, or absurd. */
  value(depth = 0): unknown {
    const { servers, networks, images, firewalls, loadBalancers, volumes, primaryIps } = this.#world.state;
    const maps = [servers, networks, images, firewalls, loadBalancers, volumes, primaryIps];
    const ids = [...(this.pick(maps)?.keys() ?? [])];
    const plain = [...absurd, `n${Math.floor(this.#draw() * 1e6)}`, this.pick(ids)];
    const kind = this.#draw();
    if (depth < 3 && kind < 0.15)
      return Array.from({ length: Math.floor(this.#draw() * 4) }, () => this.value(depth + 1));
    if (depth < 3 && kind < 0.35) return this.body(depth + 1);
    return this.pick(plain);
  }

  body(depth = 0): Record<string, unknown> {
    const count = Math.floor(this.#draw() * 8);
    return Object.fromEntries(Array.from({ length: count }, () => [this.pick(names) ?? "name", this.value(depth)]));
  }

  /** A path with an id that is there, mostly. */
  path(template: string): string {
    const plural = template.split("/")[1] ?? "";
    const collection = plural.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
    const found = new Map<string, unknown>(Object.entries(this.#world.state)).get(collection);
    const ids = found instanceof Map ? [...found.keys()] : [];
    return template.replace(/\{[^}]+\}/g, () =>
      String(this.#draw() < 0.9 ? (this.pick(ids) ?? 7) : (this.pick(["x", "0", "%00", "-1"]) ?? "")),
    );
  }
}

const seeds = (process.env["SANDBOX_SEEDS"] ?? "1,2,3").split(",").map(Number);

/** What must be true of every world, whatever was asked. */
function assertSound(world: World): void {
  const { servers, primaryIps, networks, volumes, images, firewalls, loadBalancers } = world.state;
  const taken = new Set<string>();
  for (const server of servers.values()) {
    expect(world.disks.open(server.diskId).sizeBytes).toBe(server.primaryDiskGiB * 1024 ** 3);
    expect(isUp(server)).toBe(server.status === "running");
    expect(server.lockedBy).toEqual([]);
    for (const id of [server.primaryIpv4Id, server.primaryIpv6Id]) {
      if (id !== null) expect(primaryIps.get(id)?.assigneeId).toBe(server.id);
    }
    for (const net of server.privateNets) {
      expect(networks.has(net.networkId)).toBe(true);
      for (const ip of [net.ip, ...net.aliasIps]) {
        expect(taken.has(`${net.networkId} ${ip}`)).toBe(false);
        taken.add(`${net.networkId} ${ip}`);
      }
    }
  }
  for (const { assigneeId } of primaryIps.values()) if (assigneeId !== null) expect(servers.has(assigneeId)).toBe(true);
  for (const { serverId } of volumes.values()) if (serverId !== null) expect(servers.has(serverId)).toBe(true);
  for (const { diskId } of images.values()) if (diskId !== null) expect(world.disks.open(diskId)).toBeDefined();
  for (const { appliedTo } of firewalls.values()) {
    for (const to of appliedTo) if (to.type === "server") expect(servers.has(to.serverId)).toBe(true);
  }
  for (const { targets, privateNet } of loadBalancers.values()) {
    for (const to of targets) if (to.type === "server") expect(servers.has(to.serverId)).toBe(true);
    if (privateNet !== null) expect(networks.has(privateNet.networkId)).toBe(true);
  }
}

const templates: Readonly<Record<string, object>> = {
  "/servers": { name: "n", server_type: "cx23", image: "debian-13", location: "fsn1" },
  "/networks": {
    name: "n",
    ip_range: "10.0.0.0/16",
    subnets: [{ type: "cloud", network_zone: "eu-central", ip_range: "10.0.1.0/24" }],
  },
  "/firewalls": { name: "n", rules: [] },
  "/load_balancers": { name: "n", load_balancer_type: "lb11", location: "fsn1" },
  "/volumes": { name: "n", size: 10, location: "fsn1" },
  "/primary_ips": { name: "n", type: "ipv4", location: "fsn1" },
  "/floating_ips": { name: "n", type: "ipv4", home_location: "fsn1" },
  "/placement_groups": { name: "n", type: "spread" },
};

test.each(seeds)(
  "seed %d: 1,500 requests, half of them absurd",
  async (seed) => {
    const world = makeWorld(createClock({ speed: 0 }));
    const token = "t".repeat(64);
    const api: Answering = { world, router: new Router(routes), rateLimit: new RateLimit(world, 0), token };
    const attacker = new Attacker(world, seed);
    const rows = routes.filter(({ method, path }) => !Object.hasOwn(unserved, `${method} ${path}`));
    let done = 0;
    for (let index = 0; index < 1500; index++) {
      const row = attacker.pick(rows);
      if (row === undefined) break;
      const path = attacker.path(row.path);
      const good = row.method === "POST" ? templates[row.path] : undefined;
      const body = {
        ...good,
        ...(good === undefined ? {} : { name: `n${index}` }),
        ...(index % 2 === 0 ? attacker.body() : {}),
      };
      const reply = await answer(api, {
        method: row.method,
        url: `/v1${path}`,
        authorization: `Bearer ${token}`,
        body: Buffer.from(JSON.stringify(body)),
      });
      const what = `${row.method} ${path} ${JSON.stringify(body).slice(0, 300)} → ${reply.status} ${reply.body.slice(0, 300)}`;
      if (reply.status >= 500) throw new Error(what);
      if (reply.status < 300) done += 1;
      if (reply.status >= 400) {
        const refusal = new Json(JSON.parse(reply.body)).get("error");
        expect(refusal.entries().map(([name]) => name)).toEqual(["code", "message", "details"]);
      }
    }
    assertSound(world);
    // An attack that is refused throughout would show nothing.
    expect(done).toBeGreaterThan(300);
    expect(world.state.actions.size).toBeGreaterThan(40);
    world.disks.close();
  },
  120_000,
);
