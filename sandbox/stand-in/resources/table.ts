import { createHash } from "node:crypto";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { cidr, ipAddress, ipAddresses } from "./address-checks";
import { conflict, exactlyOne, exactlyOneLegacy, notEmpty, notEmptyElements, oneOf, removed } from "./checks";
import { firewallRules, normalCidrs } from "./firewall-rules";
import { labels, legacyLabels } from "./labels";
import { misplaced } from "./misplaced";
import type { Row } from "./row";
import { serverNetworks } from "./server-networks";
import { timeLimits } from "./time-limits";
import { assigneeType, wholeNumber } from "./value-checks";

const emptySet: Value = [];
const noLabels: Value = new Map();

/** `user_data` is stored as the base64 SHA-1 of its text. */
function hashed(value: Value): Value {
  return typeof value === "string" ? createHash("sha1").update(value).digest("base64") : value;
}

/** Certificates are compared without regard to white space. */
function sameText(stored: Value, configured: Value): boolean {
  const bare = (value: Value) => (typeof value === "string" ? value.replace(/\s+/g, "") : value);
  return bare(stored) === bare(configured);
}

const server: Row = {
  half: "sdk",
  defaults: {
    keep_disk: false,
    backups: false,
    ignore_remote_firewall_ids: false,
    delete_protection: false,
    rebuild_protection: false,
    shutdown_before_deletion: false,
    "public_net.ipv4_enabled": true,
    "public_net.ipv6_enabled": true,
  },
  replace: ["image", "location", "user_data", "ssh_keys"],
  normalise: { user_data: hashed },
  shared: { firewall_ids: "ignore_remote_firewall_ids" },
  checks: [
    legacyLabels,
    removed("datacenter"),
    removed("id"),
    notEmpty("image"),
    notEmptyElements("ssh_keys"),
    serverNetworks,
    timeLimits,
  ],
};

const network: Row = {
  half: "sdk",
  defaults: { delete_protection: false, expose_routes_to_vswitch: false },
  replace: ["ip_range"],
  checks: [legacyLabels, cidr("ip_range")],
};

const networkSubnet: Row = {
  half: "sdk",
  replace: ["network_id", "type", "network_zone", "ip_range", "vswitch_id"],
  checks: [oneOf("type", "cloud", "server", "vswitch")],
};

const networkRoute: Row = { half: "sdk", replace: ["network_id", "destination", "gateway"] };

const serverNetwork: Row = {
  half: "framework",
  defaults: { alias_ips: emptySet },
  replace: ["server_id", "network_id", "subnet_id", "ip"],
  stays: ["id", "mac_address", "ip", "network_id"],
  misplaced,
  checks: [exactlyOne("network_id", "subnet_id"), ipAddress("ip"), ipAddresses("alias_ips")],
};

const placementGroup: Row = { half: "sdk", checks: [legacyLabels, oneOf("type", "spread")] };

const sshKey: Row = {
  half: "framework",
  defaults: { labels: noLabels },
  replace: ["public_key"],
  stays: ["id", "fingerprint"],
  checks: [labels],
};

const firewall: Row = {
  half: "sdk",
  keptBlocks: ["apply_to"],
  normalise: { "rule.source_ips": normalCidrs, "rule.destination_ips": normalCidrs },
  checks: [legacyLabels, firewallRules],
};

const firewallAttachment: Row = { half: "sdk", replace: ["firewall_id"] };

const loadBalancer: Row = {
  half: "sdk",
  defaults: { delete_protection: false, "target.use_private_ip": false },
  replace: ["location", "network_zone"],
  computedBlocks: ["algorithm", "target"],
  checks: [legacyLabels, oneOf("target.type", "server")],
};

const loadBalancerNetwork: Row = {
  half: "framework",
  defaults: { enable_public_interface: true },
  replace: ["load_balancer_id", "network_id", "subnet_id", "ip"],
  stays: ["id", "ip", "network_id"],
  misplaced,
  checks: [exactlyOne("network_id", "subnet_id"), ipAddress("ip")],
};

const loadBalancerService: Row = {
  half: "sdk",
  replace: ["load_balancer_id", "protocol", "listen_port"],
  computedBlocks: ["http", "health_check", "health_check.http"],
  checks: [oneOf("protocol", "http", "https", "tcp"), oneOf("health_check.0.protocol", "http", "https", "tcp")],
};

const loadBalancerTarget: Row = {
  half: "sdk",
  replace: ["load_balancer_id", "server_id", "label_selector", "ip"],
  checks: [
    oneOf("type", "server", "label_selector", "ip"),
    exactlyOneLegacy("ip", "label_selector", "server_id"),
    conflict("ip", "use_private_ip"),
  ],
};

const rdns: Row = {
  half: "framework",
  replace: ["server_id", "primary_ip_id", "floating_ip_id", "load_balancer_id", "ip_address"],
  stays: ["id"],
  checks: [exactlyOne("server_id", "primary_ip_id", "floating_ip_id", "load_balancer_id"), ipAddress("ip_address")],
};

const volume: Row = {
  half: "sdk",
  defaults: { delete_protection: false },
  replace: ["location"],
  checks: [legacyLabels, wholeNumber("size")],
};

const volumeAttachment: Row = { half: "sdk", replace: ["volume_id", "server_id"] };

const primaryIp: Row = {
  half: "framework",
  defaults: { delete_protection: false, auto_delete: false, labels: noLabels },
  replace: ["type", "location"],
  stays: ["id", "ip_address", "ip_network", "location"],
  checks: [labels, exactlyOne("location", "assignee_id"), removed("datacenter"), assigneeType],
};

const snapshot: Row = { half: "sdk", replace: ["server_id"], checks: [timeLimits] };

const floatingIp: Row = {
  half: "sdk",
  defaults: { delete_protection: false },
  replace: ["type", "home_location"],
  checks: [legacyLabels],
};

const floatingIpAssignment: Row = { half: "sdk", replace: ["floating_ip_id"] };

const uploadedCertificate: Row = {
  half: "sdk",
  replace: ["private_key", "certificate"],
  same: { certificate: sameText },
  checks: [legacyLabels],
};

const managedCertificate: Row = { half: "sdk", replace: ["domain_names"], checks: [notEmpty("domain_names")] };

/** Every type that is planned, by its full name. */
export const TABLE: Readonly<Record<string, Row>> = {
  hcloud_server: server,
  hcloud_network: network,
  hcloud_network_subnet: networkSubnet,
  hcloud_network_route: networkRoute,
  hcloud_server_network: serverNetwork,
  hcloud_placement_group: placementGroup,
  hcloud_ssh_key: sshKey,
  hcloud_firewall: firewall,
  hcloud_firewall_attachment: firewallAttachment,
  hcloud_load_balancer: loadBalancer,
  hcloud_load_balancer_network: loadBalancerNetwork,
  hcloud_load_balancer_service: loadBalancerService,
  hcloud_load_balancer_target: loadBalancerTarget,
  hcloud_rdns: rdns,
  hcloud_volume: volume,
  hcloud_volume_attachment: volumeAttachment,
  hcloud_primary_ip: primaryIp,
  hcloud_snapshot: snapshot,
  hcloud_floating_ip: floatingIp,
  hcloud_floating_ip_assignment: floatingIpAssignment,
  hcloud_uploaded_certificate: uploadedCertificate,
  hcloud_certificate: uploadedCertificate,
  hcloud_managed_certificate: managedCertificate,
};
