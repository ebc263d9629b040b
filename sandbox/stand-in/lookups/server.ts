import type { Value } from "../../../provider-bridge/framework/values/value";
import { type JsonObject, members } from "../api";
import { conflict } from "../resources/checks";
import { serverFound } from "../verbs/server-found";
import { texts } from "../verbs/values";
import type { Found } from "../verbs/verbs";
import type { Lookup } from "./lookup";
import { type Kind, lookUpAll, lookUpOne } from "./sdk-lookup";

function found(json: JsonObject): Found {
  return {
    image: null,
    ...serverFound(json, new Map()),
    id: Number(json["id"]),
    datacenter: null,
    iso: null,
    rescue: null,
    network: members(json, "private_net").map(networkValue),
  };
}

/** The real provider leaves the network's id at 0. */
function networkValue(net: JsonObject): Value {
  return new Map<string, Value>([
    ["network_id", 0],
    ["ip", String(net["ip"])],
    ["alias_ips", texts(net["alias_ips"])],
    ["mac_address", String(net["mac_address"])],
  ]);
}

const kind: Kind = { list: "servers", one: "server", found };

/** `hcloud_server`. */
export const server: Lookup = {
  ...lookUpOne(kind),
  checks: [conflict("selector", "with_selector"), conflict("with_selector", "selector")],
};

/** `hcloud_servers`. */
export const servers = lookUpAll(kind);
