/** Drift: what happens behind a tool's back. Data like faults, but it strikes at once. */
import { removeThing } from "./removal";
import { powerOff, powerOn } from "./server-lifecycle";
import type { CollectionName } from "./state";
import type { World } from "./world";

/**
 * One thing that happens behind one's back. `type` is the API's singular ("server", "load_balancer"); `id` an id or a
 * name. `change` sets members of the world's own plain data (see the types beside this file).
 */
export type Drift =
  | { op: "delete"; type: string; id: number | string }
  | { op: "change"; type: string; id: number | string; set: Readonly<Record<string, unknown>> }
  | { op: "power"; id: number | string; state: "on" | "off" }
  /** Something inside a server that a door plays; `what` and `set` are that door's (see sandbox/talos/drift.ts). */
  | { op: "guest"; id: number | string; what: string; set: Readonly<Record<string, unknown>> };

const collections: Readonly<Record<string, CollectionName>> = {
  server: "servers",
  image: "images",
  network: "networks",
  firewall: "firewalls",
  load_balancer: "loadBalancers",
  primary_ip: "primaryIps",
  floating_ip: "floatingIps",
  placement_group: "placementGroups",
  ssh_key: "sshKeys",
  volume: "volumes",
  certificate: "certificates",
};

/**
 * Lets it happen.
 * @throws RangeError when there is no such type or thing; TypeError when a member does not exist or has another type.
 */
export function drift(world: World, what: Drift): void {
  const type = what.op === "power" || what.op === "guest" ? "server" : what.type;
  const collection = Object.hasOwn(collections, type) ? collections[type] : undefined;
  if (collection === undefined) throw new RangeError(`Cannot drift: there is no type "${type}"`);
  const thing = findThing(world, collection, what.id);
  if (thing === undefined) throw new RangeError(`Cannot drift: there is no ${type} "${what.id}"`);
  if (what.op === "delete") removeThing(world, collection, thing.id);
  else if (what.op === "change") change(thing, what.set);
  else if (what.op === "guest") driftGuest(world, thing.id, what);
  else power(world, thing.id, what.state);
  world.events.emit({ type: "drift", text: `Behind everyone's back: ${what.op} ${type} ${what.id}` });
}

/** Asks every door that plays guests; the first that plays this one lets it happen. */
function driftGuest(world: World, serverId: number, { what, set }: Extract<Drift, { op: "guest" }>): void {
  if ([...world.guestDrifts].some((drift) => drift(serverId, what, set))) return;
  throw new RangeError(`Cannot drift: the guest of server ${serverId} knows no "${what}", or does not run`);
}

/** Reads one drift from outside. @throws TypeError when it is none. */
export function parseDrift(value: unknown): Drift {
  const fields = new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
  const [op, type, id, set, state, what] = ["op", "type", "id", "set", "state", "what"].map((name) => fields.get(name));
  if (typeof id !== "number" && typeof id !== "string") throw new TypeError('Cannot read drift: "id" is missing');
  if (op === "power" && (state === "on" || state === "off")) return { op, id, state };
  if (op === "guest" && typeof what === "string") {
    const values = typeof set === "object" && set !== null ? Object.fromEntries(Object.entries(set)) : {};
    return { op, id, what, set: values };
  }
  if (typeof type !== "string") throw new TypeError('Cannot read drift: "type" is missing');
  if (op === "delete") return { op, type, id };
  if (op === "change" && typeof set === "object" && set !== null) {
    return { op, type, id, set: Object.fromEntries(Object.entries(set)) };
  }
  throw new TypeError(
    `Cannot read drift: "op" is "${String(op)}", wanted delete, change (with set), power (with state) or guest (with what)`,
  );
}

function findThing(world: World, collection: CollectionName, id: number | string): { id: number } | undefined {
  const all: ReadonlyMap<number, { id: number; name?: string | null }> = world.state[collection];
  if (typeof id === "number") return all.get(id);
  return [...all.values()].find((thing) => thing.name === id) ?? all.get(Number(id));
}

function change(thing: { id: number }, set: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(set)) {
    const before = Object.getOwnPropertyDescriptor(thing, name);
    if (before === undefined || name === "id")
      throw new TypeError(`Cannot drift: there is no member "${name}" to change`);
    const fits = value === null || before.value === null || kindOf(value) === kindOf(before.value);
    if (!fits) throw new TypeError(`Cannot drift: "${name}" is ${kindOf(before.value)}, not ${kindOf(value)}`);
  }
  Object.assign(thing, structuredClone(set));
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "a list" : typeof value;
}

function power(world: World, id: number, state: "on" | "off"): void {
  const server = world.state.servers.get(id);
  if (server === undefined) return;
  if (state === "on") powerOn(world, server);
  else powerOff(world, server);
}
