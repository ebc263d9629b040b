import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";
import { type JsonObject, member, members } from "../api";
import { networkPart } from "./network-part";
import { blocks, flag, integer, labelsValue, text, texts } from "./values";
import type { Found } from "./verbs";

/** A server of the API as attributes. `known` is the plan or stored state: it says how the image and networks are named. */
export function serverFound(server: JsonObject, known: ValueMap): Found {
  const protection = member(server, "protection");
  const backupWindow = String(server["backup_window"] ?? "");
  return {
    id: String(server["id"]),
    name: String(server["name"]),
    status: String(server["status"]),
    server_type: String(member(server, "server_type")["name"]),
    location: String(member(server, "location")["name"]),
    primary_disk_size: Number(server["primary_disk_size"]),
    backup_window: backupWindow,
    backups: backupWindow !== "",
    labels: labelsValue(server["labels"]),
    delete_protection: protection["delete"] === true,
    rebuild_protection: protection["rebuild"] === true,
    placement_group_id: Number(member(server, "placement_group")["id"] ?? 0),
    ...addressesOf(server),
    ...imageOf(server, text(known, "image")),
    ...networksOf(server, known.get("network")),
    ...publicNetOf(known),
  };
}

/** Not what the API shows: ids that the configuration does not give stay 0. */
function publicNetOf(known: ValueMap): Found {
  const given = blocks(known, "public_net");
  if (given.length === 0) return {};
  const publicNet = given.map(
    (block): Value =>
      new Map<string, Value>([
        ["ipv4_enabled", flag(block, "ipv4_enabled")],
        ["ipv4", integer(block, "ipv4")],
        ["ipv6_enabled", flag(block, "ipv6_enabled")],
        ["ipv6", integer(block, "ipv6")],
      ]),
  );
  return { public_net: publicNet };
}

function addressesOf(server: JsonObject): Found {
  const publicNet = member(server, "public_net");
  const ipv4 = member(publicNet, "ipv4");
  const ipv6 = String(member(publicNet, "ipv6")["ip"] ?? "");
  return {
    ipv4_address: String(ipv4["ip"] ?? ""),
    // What the real provider writes where there is no network: Go's word for nothing.
    ipv6_network: ipv6 === "" ? "<nil>" : ipv6,
    ipv6_address: ipv6 === "" ? "" : `${ipv6.replace(/\/\d+$/, "")}1`,
    firewall_ids: members(publicNet, "firewalls").map((firewall) => Number(firewall["id"])),
  };
}

/** Named images go by name, unless they were named by id; snapshots have no name. */
function imageOf(server: JsonObject, known: string): Found {
  const { id, name } = member(server, "image");
  if (id === undefined) return {};
  const isById = known === String(id) || typeof name !== "string" || name === "";
  return { image: isById ? String(id) : name };
}

/** Networks stand in the state only where the configuration has such blocks. */
function networksOf(server: JsonObject, known: Value | undefined): Found {
  if (!Array.isArray(known) || known.length === 0) return {};
  const network = members(server, "private_net").map(
    (net): Value =>
      new Map<string, Value>([
        ["network_id", Number(net["network"])],
        ["subnet_id", subnetIdIn(known, Number(net["network"]))],
        ["ip", String(net["ip"])],
        ["alias_ips", texts(net["alias_ips"])],
        ["mac_address", String(net["mac_address"])],
      ]),
  );
  return { network };
}

function subnetIdIn(blocks: readonly Value[], networkId: number): string {
  for (const block of blocks) {
    const subnetId = block instanceof Map ? text(block, "subnet_id") : "";
    if (networkPart(subnetId)?.networkId === networkId) return subnetId;
  }
  return "";
}
