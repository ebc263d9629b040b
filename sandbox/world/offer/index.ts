/**
 * What the sandbox's Hetzner sells on an ordinary day of autumn 2026: locations, types, prices, systems. Only tables
 * here; never a rule. Prices and ids are third-party copies (see facts), good for shape and order of size only.
 */
import type { Catalogue } from "../catalogue";
import { isos } from "./isos";
import { loadBalancerTypes } from "./load-balancer-types";
import { locations } from "./locations";
import { serverTypes } from "./server-types";

export { systemImages } from "./system-images";

/** A fresh copy of the catalogue, for a world to own and change. */
export function standardCatalogue(): Catalogue {
  return structuredClone({ locations, serverTypes, loadBalancerTypes, isos });
}
