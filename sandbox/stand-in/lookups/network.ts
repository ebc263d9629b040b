import { foundNetwork } from "../verbs/network";
import { type Kind, lookUpAll, lookUpOne } from "./sdk-lookup";

const kind: Kind = {
  list: "networks",
  one: "network",
  found: (json) => ({ ...foundNetwork(json), id: Number(json["id"]) }),
};

/** `hcloud_network`. */
export const network = lookUpOne(kind);

/** `hcloud_networks`. */
export const networks = lookUpAll(kind);
