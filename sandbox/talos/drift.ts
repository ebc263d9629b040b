/**
 * What happens inside a Talos machine behind everyone's back (drift of op "guest").
 *
 * | what          | set                                  | effect |
 * |---------------|--------------------------------------|--------|
 * | config        | text; or from and to (in the text)   | another configuration is in force and on STATE |
 * | system        | version, schematic (either may miss) | another system boots, at once |
 * | etcd-lost     | –                                    | etcd's data is gone, its member is not |
 * | freeze, thaw  | –                                    | nothing on the machine answers, until thawed or reset |
 * | clock         | skewMs                               | the clock is off; 0: right again |
 * | certificate   | –                                    | apid shows a certificate that has expired |
 * | disk-full     | full (default true)                  | etcd cries NOSPACE, nothing can be pulled |
 * | service       | id, state ("Failed", "Running", …)   | a service is what nobody told it to be |
 */
import { guestReboot, type World } from "../world";
import { ConfigurationError, readConfiguration } from "./config";
import { raiseAlarm } from "./etcd";
import { stopEtcd } from "./fleet/etcd-membership";
import type { Fleet, Node } from "./fleet/fleet";
import { reconfigure, renewApid } from "./fleet/reconfigure";
import { upgradedImage, writeSlot } from "./machine/boot-slot";

type Values = Readonly<Record<string, unknown>>;

/**
 * Lets it happen; false when no Talos machine runs on this server, or it knows no such thing.
 * @throws TypeError when a value is missing or cannot be used.
 */
export function driftMachine(fleet: Fleet, serverId: number, what: string, set: Values): boolean {
  const node = fleet.nodes.get(serverId);
  const change = Object.hasOwn(changes, what) ? changes[what] : undefined;
  if (node === undefined || change === undefined) return false;
  change(fleet, node, set);
  node.machine.changed();
  return true;
}

const changes: Readonly<Record<string, (fleet: Fleet, node: Node, set: Values) => void>> = {
  config: (fleet, node, set) => {
    const { machine } = node;
    const before = machine.active?.text ?? "";
    const text =
      typeof set["text"] === "string" ? set["text"] : before.replace(textOf(set, "from"), () => textOf(set, "to"));
    const settings = machine.settings;
    machine.installation.configText = text;
    machine.activate(readable(text, machine.minor));
    void reconfigure(fleet, node, settings);
  },
  system: (fleet, { machine }, set) => {
    const version = typeof set["version"] === "string" ? set["version"] : machine.image.talosVersion;
    const schematicYaml = typeof set["schematic"] === "string" ? set["schematic"] : machine.image.schematicYaml;
    const image = upgradedImage(machine.image, { version, schematicYaml, platform: machine.image.platform });
    machine.installation.fallback = machine.image;
    writeSlot(fleet.world.disks.open(machine.server.diskId), image);
    guestReboot(fleet.world, machine.server.id);
  },
  "etcd-lost": (_fleet, node) => {
    stopEtcd(node);
    node.machine.installation.etcd = null;
    node.machine.services.set("etcd", "Failed", "Failed to run: data directory is gone");
  },
  freeze: (_fleet, node) => freeze(node, true),
  thaw: (_fleet, node) => freeze(node, false),
  clock: (fleet, node, set) => {
    const { machine } = node;
    const skewMs = set["skewMs"];
    if (typeof skewMs !== "number") throw new TypeError('Cannot drift: "skewMs" is a number of milliseconds');
    machine.clockSkewMs = skewMs;
    machine.isTimeSynced = skewMs === 0;
    void renewApid(fleet, node);
  },
  certificate: (fleet, node) => {
    const { name } = node.machine.server;
    fleet.world.faults.add({ door: "talos", what: "certificate-expired", match: `^${name}$` });
    void renewApid(fleet, node);
  },
  "disk-full": (_fleet, { machine, cluster }, set) => {
    machine.isDiskFull = set["full"] !== false;
    if (!machine.isDiskFull) return;
    const id = cluster?.memberOf(machine);
    if (cluster !== undefined && id !== undefined) {
      cluster.step(raiseAlarm(cluster.etcd, { memberId: id, kind: "nospace" }));
    }
  },
  service: (_fleet, { machine }, set) => {
    const state = serviceStates.find((candidate) => candidate === set["state"]);
    if (state === undefined) throw new TypeError(`Cannot drift: "state" is one of ${serviceStates.join(", ")}`);
    if (state === "Running") machine.services.run(textOf(set, "id"));
    else machine.services.set(textOf(set, "id"), state, "A drift of the sandbox");
  },
};

const serviceStates = ["Running", "Failed", "Finished", "Waiting", "Preparing"] as const;

function freeze(node: Node, isFrozen: boolean): void {
  const { machine, cluster } = node;
  const { world, server } = machine;
  machine.isFrozen = isFrozen;
  unsilence(world, server.id);
  if (isFrozen) {
    const effect = { by: server.id };
    world.faults.add({ door: "kubernetes", what: silence, match: `^${machine.nodeName}$`, times: 0, effect });
  }
  cluster?.look();
}

const silence = "kubelet-silent";

/** A machine that boots is frozen no more, whatever it was before: its kubelet speaks. */
export function unsilence(world: World, serverId: number): void {
  const own = world.faults.list().filter(({ what, effect }) => what === silence && effect["by"] === serverId);
  for (const { id } of own) world.faults.remove(id);
}

function readable(text: string, minor: number) {
  try {
    return readConfiguration(text, minor);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new TypeError(`Cannot drift: the configuration cannot be read: ${error.message}`);
  }
}

function textOf(set: Values, name: string): string {
  const value = set[name];
  if (typeof value === "string") return value;
  throw new TypeError(`Cannot drift: "${name}" is missing`);
}
