import { foundPrimaryIp } from "../verbs/primary-ip";
import { findAll, findOne, type NewerKind } from "./framework-lookup";

const kind: NewerKind = {
  list: "primary_ips",
  one: "primary_ip",
  found: foundPrimaryIp,
  by: { name: "name", ip_address: "ip" },
  selectors: ["with_selector"],
};

/** `hcloud_primary_ip`. */
export const primaryIp = findOne(kind);

/** `hcloud_primary_ips`. */
export const primaryIps = findAll(kind);
