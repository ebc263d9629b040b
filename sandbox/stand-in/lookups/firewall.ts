import { foundFirewall } from "../verbs/firewall";
import { type Kind, lookUpAll, lookUpOne } from "./sdk-lookup";

const kind: Kind = {
  list: "firewalls",
  one: "firewall",
  found: (json) => ({ ...foundFirewall(json), id: Number(json["id"]) }),
};

/** `hcloud_firewall`. */
export const firewall = lookUpOne(kind);

/** `hcloud_firewalls`. */
export const firewalls = lookUpAll(kind);
