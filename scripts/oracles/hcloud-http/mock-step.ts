/** What the recorder did to its API between commands ("mock" steps), done to the sandbox's world. */
import type { World } from "../../../sandbox/world";
import { drift } from "../../../sandbox/world/drift";
import { powerOff, powerOn } from "../../../sandbox/world/server-lifecycle";

/** Asks the sandbox's own API for something, as someone else at the console would. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<void>;

type Doing = (world: World, ask: Ask, groups: string[]) => void | Promise<void>;

/** Sentence → what to do. The first that fits is taken. */
const doings: readonly (readonly [RegExp, Doing])[] = [
  [
    /^answer the next (\d+) (\w+) requests to (\S+) with bare HTTP (\d+) and text '(.*)'$/s,
    (world, _ask, [times = "", what = "", match = "", status = "", text = ""]) => {
      const effect = { status: Number(status), bare: text };
      world.faults.add({ door: "hetzner", what, match, times: Number(times), effect });
    },
  ],
  [
    /^answer the next (\d+) (\w+) requests to (\S+) with (\d+) (\w+)/,
    (world, _ask, [times = "", what = "", match = "", status = "", code = ""]) => {
      const effect = { status: Number(status), code };
      world.faults.add({ door: "hetzner", what, match, times: Number(times), effect });
    },
  ],
  [
    /^the next (\w+) action ends with error (\w+)$/,
    (world, _ask, [what = "", code = ""]) => {
      // The recorder's API did the work and then said that it had failed.
      world.faults.add({ door: "action", what, effect: { code, applied: true } });
    },
  ],
  [
    /^delete (\w+) (\d+) behind/,
    (world, _ask, [type = "", id = ""]) => drift(world, { op: "delete", type, id: Number(id) }),
  ],
  [
    /^server (\d+) is deleted behind/,
    (world, _ask, [id = ""]) => drift(world, { op: "delete", type: "server", id: Number(id) }),
  ],
  [
    /^(\w+) (\d+): changed to (\{.*\})$/,
    (world, _ask, [type = "", id = "", json = ""]) =>
      drift(world, { op: "change", type, id: Number(id), set: Object.fromEntries(Object.entries(JSON.parse(json))) }),
  ],
  [/^server (\d+) is off and has no IPv4$/, (world, _ask, [id = ""]) => loseIpv4(world, Number(id), true)],
  [/^server (\d+) loses its IPv4$/, (world, _ask, [id = ""]) => loseIpv4(world, Number(id), false)],
  [
    /^server (\d+): is switched off$/,
    (world, _ask, [id = ""]) => drift(world, { op: "power", id: Number(id), state: "off" }),
  ],
  [
    /^server (\d+): is running$/,
    (world, _ask, [id = ""]) => drift(world, { op: "power", id: Number(id), state: "on" }),
  ],
  [
    /^server (\d+): is detached from (?:all networks|its network)$/,
    (world, _ask, [id = ""]) =>
      drift(world, { op: "change", type: "server", id: Number(id), set: { privateNets: [] } }),
  ],
  [
    /^server (\d+) is attached to network (\d+)$/,
    (_world, ask, [id = "", network = ""]) =>
      ask("POST", `/servers/${id}/actions/attach_to_network`, { network: Number(network) }),
  ],
  [
    /^server (\d+): renamed, labelled, off, with backups and protection$/,
    (world, _ask, [id = ""]) => {
      const set = {
        name: "other",
        labels: { x: "y" },
        backupWindow: "22-02",
        protection: { delete: true, rebuild: true },
      };
      drift(world, { op: "change", type: "server", id: Number(id), set });
      drift(world, { op: "power", id: Number(id), state: "off" });
    },
  ],
  [
    /^server (\d+) is put into placement group (\d+)$/,
    (world, _ask, [id = "", group = ""]) =>
      drift(world, { op: "change", type: "server", id: Number(id), set: { placementGroupId: Number(group) } }),
  ],
  [
    /^firewall (\d+) is applied to server (\d+)$/,
    (_world, ask, [id = "", server = ""]) =>
      ask("POST", `/firewalls/${id}/actions/apply_to_resources`, {
        apply_to: [{ type: "server", server: { id: Number(server) } }],
      }),
  ],
  [
    /^firewall (\d+): is applied to nothing$/,
    (world, _ask, [id = ""]) =>
      drift(world, { op: "change", type: "firewall", id: Number(id), set: { appliedTo: [] } }),
  ],
  [
    /^volume (\d+): is attached to server (\d+)$/,
    (_world, ask, [id = "", server = ""]) => ask("POST", `/volumes/${id}/actions/attach`, { server: Number(server) }),
  ],
  [/^volume (\d+): is detached$/, (_world, ask, [id = ""]) => ask("POST", `/volumes/${id}/actions/detach`)],
  [
    /^floating_ip (\d+): is unassigned$/,
    (_world, ask, [id = ""]) => ask("POST", `/floating_ips/${id}/actions/unassign`),
  ],
  [
    /^primary ip (\d+) is taken off its server$/,
    (world, _ask, [id = ""]) => {
      const server = [...world.state.servers.values()].find((entry) => entry.primaryIpv4Id === Number(id));
      if (server !== undefined) loseIpv4(world, server.id, false);
    },
  ],
  [
    /^network (\d+): loses all (subnets|routes)$/,
    (world, _ask, [id = "", what = ""]) =>
      drift(world, { op: "change", type: "network", id: Number(id), set: { [what]: [] } }),
  ],
  [
    /^network (\d+): has a route$/,
    (_world, ask, [id = ""]) =>
      ask("POST", `/networks/${id}/actions/add_route`, { destination: "10.100.1.0/24", gateway: "10.0.1.1" }),
  ],
  [
    /^load_balancer (\d+): loses all (services|targets)$/,
    (world, _ask, [id = "", what = ""]) =>
      drift(world, { op: "change", type: "load_balancer", id: Number(id), set: { [what]: [] } }),
  ],
  [
    /^load_balancer (\d+): is detached$/,
    (world, _ask, [id = ""]) =>
      drift(world, { op: "change", type: "load_balancer", id: Number(id), set: { privateNet: null } }),
  ],
  [
    /^load balancer (\d+) has an http service on port (\d+)$/,
    (_world, ask, [id = "", port = ""]) =>
      ask("POST", `/load_balancers/${id}/actions/add_service`, { protocol: "http", listen_port: Number(port) }),
  ],
  [
    /^load balancer (\d+) targets server (\d+)$/,
    (_world, ask, [id = "", server = ""]) =>
      ask("POST", `/load_balancers/${id}/actions/add_target`, { type: "server", server: { id: Number(server) } }),
  ],
  [
    /^load balancer (\d+) targets role=web$/,
    (_world, ask, [id = ""]) =>
      ask("POST", `/load_balancers/${id}/actions/add_target`, {
        type: "label_selector",
        label_selector: { selector: "role=web" },
      }),
  ],
  [
    /^shutdown leaves the server running$/,
    (world) => {
      world.faults.add({ door: "server", what: "ignore-shutdown", times: 0 });
    },
  ],
  [
    /^there are (\d+) volumes$/,
    async (world, ask, [count = ""]) => {
      for (let index = world.state.volumes.size; index < Number(count); index += 1) {
        await ask("POST", "/volumes", { name: `v${index}`, size: 10, location: "fsn1" });
      }
    },
  ],
  // How long actions take is no matter here: only status and shape are compared.
  [/^actions (need \d+ polls|are already finished in the answer)$/, () => {}],
];

/** Carries a sentence out; false when there is no way to. */
export async function carryOut(world: World, ask: Ask, sentence: string): Promise<boolean> {
  for (const [pattern, doing] of doings) {
    const found = pattern.exec(sentence);
    if (found === null) continue;
    await doing(world, ask, found.slice(1));
    return true;
  }
  return false;
}

function loseIpv4(world: World, serverId: number, off: boolean): void {
  const server = world.state.servers.get(serverId);
  if (server === undefined) return;
  const address = server.primaryIpv4Id === null ? undefined : world.state.primaryIps.get(server.primaryIpv4Id);
  server.primaryIpv4Id = null;
  if (address !== undefined) address.assigneeId = null;
  if (off) powerOff(world, server);
  else powerOn(world, server);
}
