/** What Hetzner sells, and where: locations and types of servers and load balancers. */
import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { type JsonObject, member, members } from "../api";
import { exactlyOne } from "../resources/checks";
import { typeEnding } from "../verbs/deprecation";
import type { Found, VerbContext } from "../verbs/verbs";
import { asValue, findAll, findOne, type NewerKind } from "./framework-lookup";
import type { Lookup } from "./lookup";

const byName = { name: "name" };

const locationKind: NewerKind = {
  list: "locations",
  one: "location",
  by: byName,
  found: (json) => ({
    id: Number(json["id"]),
    ...textsOf(json, "name", "description", "country", "city", "network_zone"),
    latitude: Number(json["latitude"]),
    longitude: Number(json["longitude"]),
  }),
};

const serverTypeKind: NewerKind = {
  list: "server_types",
  one: "server_type",
  by: byName,
  found: (json) => ({
    id: Number(json["id"]),
    ...textsOf(json, "name", "description", "category", "cpu_type", "architecture", "storage_type"),
    cores: Number(json["cores"]),
    memory: Number(json["memory"]),
    disk: Number(json["disk"]),
    included_traffic: 0,
    ...deprecationOf(json, ""),
    locations: members(json, "locations").map((place) =>
      asValue({
        id: Number(place["id"]),
        name: String(place["name"]),
        available: place["available"] === true,
        recommended: place["recommended"] === true,
        ...deprecationOf(place, ""),
      }),
    ),
  }),
  tell: (json, { warn }) => {
    const ending = typeEnding(json, "");
    if (ending === undefined) return;
    warn(`Server type "${String(json["name"])}" is deprecated`, `It is sold in ${ending.where} until ${ending.day}.`);
  },
};

const loadBalancerTypeKind: NewerKind = {
  list: "load_balancer_types",
  one: "load_balancer_type",
  by: byName,
  found: (json) => ({
    id: Number(json["id"]),
    ...textsOf(json, "name", "description"),
    max_assigned_certificates: Number(json["max_assigned_certificates"]),
    max_connections: Number(json["max_connections"]),
    max_services: Number(json["max_services"]),
    max_targets: Number(json["max_targets"]),
    ...deprecationOf(json, null),
  }),
  tell: warnOfDeprecation,
};

function warnOfDeprecation(json: JsonObject, { warn }: VerbContext): void {
  const after = member(json, "deprecation")["unavailable_after"];
  if (typeof after !== "string") return;
  warn(`Load balancer type "${String(json["name"])}" is deprecated`, `It is sold until ${after.slice(0, 10)}.`);
}

function textsOf(json: JsonObject, ...names: readonly string[]): Found {
  return Object.fromEntries(names.map((name) => [name, String(json[name])]));
}

function deprecationOf(json: JsonObject, none: string | null): Found {
  const { announced, unavailable_after: after } = member(json, "deprecation");
  return {
    is_deprecated: announced !== undefined,
    deprecation_announced: typeof announced === "string" ? announced : none,
    unavailable_after: typeof after === "string" ? after : none,
  };
}

/** A list that shows ids, names and descriptions beside the things themselves. */
function withColumns(kind: NewerKind): Lookup {
  const all = findAll(kind);
  return {
    read: async (config, context) => {
      const found = await all.read(config, context);
      const list = found[kind.list];
      const column = (name: string) =>
        Array.isArray(list) ? list.map((each) => (each instanceof Map ? String(each.get(name)) : "")) : [];
      return {
        ...found,
        [`${kind.one}_ids`]: column("id"),
        names: column("name"),
        descriptions: column("description"),
      };
    },
  };
}

/** Hetzner has given datacenters up. */
const datacenter: Lookup = {
  checks: [exactlyOne("id", "name")],
  read: () =>
    Promise.reject(
      new DiagnosticError(
        "There are no datacenters any more",
        "Hetzner has removed them; use hcloud_location instead.",
      ),
    ),
};

/** By full type name. */
export const CATALOGUE: Readonly<Record<string, Lookup>> = {
  hcloud_datacenter: datacenter,
  hcloud_location: findOne(locationKind),
  hcloud_locations: withColumns(locationKind),
  hcloud_server_type: findOne(serverTypeKind),
  hcloud_server_types: withColumns(serverTypeKind),
  hcloud_load_balancer_type: findOne(loadBalancerTypeKind),
  hcloud_load_balancer_types: findAll(loadBalancerTypeKind),
};
