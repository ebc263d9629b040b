/** Firewalls: rules, and what they are applied to. Answers carry `actions`, one for the rules and one per server. */
import type { World } from "../../world";
import type { Action } from "../../world/action";
import { startAction } from "../../world/actions";
import { isApplied, serversSelected } from "../../world/applied-firewalls";
import { durations } from "../../world/durations";
import type { Firewall, FirewallTarget } from "../../world/firewall";
import type { Server } from "../../world/server";
import { takeId } from "../../world/state";
import { actionShape } from "../actions/shape";
import { ApiError } from "../api-error";
import { text } from "../field-values";
import { optional, readFields } from "../fields";
import { find } from "../find";
import { labels } from "../labels";
import { type Noun, usualFilters, usualSort } from "../noun";
import { assertFreeName, assertWithinLimit } from "../project-rules";
import { noContent, oneReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { deletion, readRoutes, updateRoute } from "../standard-routes";
import { timestamp } from "../timestamp";
import { rules, targets } from "./rules";

const mostFirewallsPerServer = 5;

/** Firewalls as the API shows, sorts and filters them. */
export const firewalls: Noun<Firewall> = {
  singular: "firewall",
  plural: "firewalls",
  collection: "firewalls",
  all: (world) => world.state.firewalls,
  shape: (world, firewall) => ({
    id: firewall.id,
    name: firewall.name,
    labels: firewall.labels,
    created: timestamp(firewall.createdMs),
    rules: firewall.rules.map((rule) => ({
      description: rule.description,
      direction: rule.direction,
      protocol: rule.protocol,
      port: rule.port,
      source_ips: rule.sourceIps,
      destination_ips: rule.destinationIps,
    })),
    applied_to: firewall.appliedTo.map((to) => targetShape(world, firewall, to)),
  }),
  sort: usualSort,
  filters: () => usualFilters,
};

/** Operations on firewalls. */
export const firewallRoutes: Route[] = [
  ...readRoutes(firewalls),
  route("POST /firewalls", create),
  updateRoute(firewalls),
  route(
    "DELETE /firewalls/{id}",
    deletion(firewalls, ({ world }, firewall) => {
      if (firewall.appliedTo.length > 0)
        throw new ApiError("resource_in_use", "firewall is still applied to resources");
      world.state.firewalls.delete(firewall.id);
      return noContent;
    }),
  ),
  route("POST /firewalls/{id}/actions/set_rules", (request) => {
    const firewall = find(firewalls, request);
    const wanted = readFields(request.body, { rules });
    const affected = [...request.world.state.servers.values()].filter((server) => isApplied(firewall, server));
    const set = setRules(request.world, firewall, wanted.rules);
    return actionsReply(request.world, [set, ...affected.map((server) => apply(request.world, firewall, server))]);
  }),
  route("POST /firewalls/{id}/actions/apply_to_resources", (request) => {
    const firewall = find(firewalls, request);
    const wanted = readFields(request.body, { apply_to: targets });
    return actionsReply(request.world, applyTo(request.world, firewall, wanted.apply_to, "firewall_already_applied"));
  }),
  route("POST /firewalls/{id}/actions/remove_from_resources", (request) => {
    const firewall = find(firewalls, request);
    const wanted = readFields(request.body, { remove_from: targets });
    return actionsReply(request.world, removeFrom(request.world, firewall, wanted.remove_from));
  }),
];

function targetShape(world: World, firewall: Firewall, to: FirewallTarget): unknown {
  if (to.type === "server") return { type: "server", server: { id: to.serverId } };
  const resolved = firewall.pendingSelectors.includes(to.selector) ? [] : serversSelected(world, to.selector);
  return {
    type: "label_selector",
    label_selector: { selector: to.selector },
    applied_to_resources: resolved.map(({ id }) => ({ type: "server", server: { id } })),
  };
}

function create({ world, body }: ApiRequest): ApiReply {
  const wanted = readFields(body, {
    name: text({ max: 128 }),
    labels: optional(labels),
    rules: optional(rules),
    apply_to: optional(targets),
  });
  assertFreeName(firewalls, world, wanted.name);
  assertWithinLimit(firewalls, world);
  const firewall: Firewall = {
    id: 0,
    name: wanted.name,
    createdMs: world.clock.now(),
    rules: [],
    appliedTo: [],
    pendingServerIds: [],
    pendingSelectors: [],
    labels: wanted.labels ?? {},
  };
  checkTargets(world, firewall, wanted.apply_to ?? [], "server_already_added");
  firewall.id = takeId(world.state, "firewalls");
  world.state.firewalls.set(firewall.id, firewall);
  const set = setRules(world, firewall, wanted.rules ?? []);
  const applied = applyTo(world, firewall, wanted.apply_to ?? [], "server_already_added");
  const actions = [set, ...applied].map((action) => actionShape(world, action));
  return oneReply(firewalls, world, firewall, { actions }, 201);
}

function actionsReply(world: World, actions: Action[]): ApiReply {
  return { status: 201, body: { actions: actions.map((action) => actionShape(world, action)) } };
}

function setRules(world: World, firewall: Firewall, wanted: Firewall["rules"]): Action {
  return startAction(world, {
    command: "set_firewall_rules",
    resources: [{ id: firewall.id, type: "firewall" }],
    durationMs: durations.firewallMs,
    begin: () => {
      firewall.rules = wanted;
    },
  });
}

/** Brings the rules into force on one server: pending, then applied. */
function apply(world: World, firewall: Firewall, server: Server): Action {
  const settle = () => {
    firewall.pendingServerIds = firewall.pendingServerIds.filter((id) => id !== server.id);
  };
  return startAction(world, {
    command: "apply_firewall",
    resources: [
      { id: firewall.id, type: "firewall" },
      { id: server.id, type: "server" },
    ],
    durationMs: durations.firewallMs,
    begin: () => {
      firewall.pendingServerIds.push(server.id);
    },
    end: settle,
    fail: settle,
  });
}

function applyTo(
  world: World,
  firewall: Firewall,
  wanted: FirewallTarget[],
  duplicate: "firewall_already_applied" | "server_already_added",
): Action[] {
  checkTargets(world, firewall, wanted, duplicate);
  firewall.appliedTo.push(...wanted);
  return wanted.flatMap((to) => {
    if (to.type === "label_selector") return [applySelector(world, firewall, to.selector)];
    const server = world.state.servers.get(to.serverId);
    return server === undefined ? [] : [apply(world, firewall, server)];
  });
}

/** Servers of a selector are looked up a moment later. */
function applySelector(world: World, firewall: Firewall, selector: string): Action {
  const settle = () => {
    firewall.pendingSelectors = firewall.pendingSelectors.filter((entry) => entry !== selector);
  };
  return startAction(world, {
    command: "apply_firewall",
    resources: [{ id: firewall.id, type: "firewall" }],
    durationMs: durations.firewallMs,
    begin: () => {
      firewall.pendingSelectors.push(selector);
    },
    end: settle,
    fail: settle,
  });
}

function checkTargets(
  world: World,
  firewall: Firewall,
  wanted: FirewallTarget[],
  duplicate: "firewall_already_applied" | "server_already_added",
): void {
  const all = [...firewall.appliedTo];
  for (const to of wanted) {
    if (all.some((other) => isSame(other, to)))
      throw new ApiError(duplicate, "firewall was already applied on resource");
    all.push(to);
    if (to.type !== "server") continue;
    const server = world.state.servers.get(to.serverId);
    if (server === undefined) throw new ApiError("firewall_resource_not_found", "firewall resource not found");
    if (server.primaryIpv4Id === null && server.primaryIpv6Id === null) {
      throw new ApiError("private_net_only_server", "server has no public network interface");
    }
    const others = [...world.state.firewalls.values()].filter((other) => isApplied(other, server));
    if (others.length >= mostFirewallsPerServer) {
      throw new ApiError("resource_limit_exceeded", "firewalls per server limit exceeded", {
        details: { limits: [{ name: "firewall_per_server_limit" }] },
      });
    }
  }
}

function removeFrom(world: World, firewall: Firewall, wanted: FirewallTarget[]): Action[] {
  for (const to of wanted) {
    if (firewall.appliedTo.some((other) => isSame(other, to))) continue;
    const server = to.type === "server" ? world.state.servers.get(to.serverId) : undefined;
    if (server !== undefined && isApplied(firewall, server)) {
      throw new ApiError("firewall_managed_by_label_selector", "firewall is applied to the server by a label selector");
    }
    throw new ApiError("firewall_resource_not_found", "firewall resource not found");
  }
  return wanted.map((to) =>
    startAction(world, {
      command: "remove_firewall",
      resources: [
        { id: firewall.id, type: "firewall" },
        ...(to.type === "server" ? [{ id: to.serverId, type: "server" }] : []),
      ],
      durationMs: durations.firewallMs,
      begin: () => {
        firewall.appliedTo = firewall.appliedTo.filter((other) => !isSame(other, to));
      },
    }),
  );
}

function isSame(a: FirewallTarget, b: FirewallTarget): boolean {
  if (a.type === "server") return b.type === "server" && a.serverId === b.serverId;
  return b.type === "label_selector" && a.selector === b.selector;
}
