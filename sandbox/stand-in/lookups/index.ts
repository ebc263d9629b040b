/**
 * What the data sources ask of the API, type by type (how to add one: lookup.ts). Here belongs which requests are made and
 * what an answer says; never how a request is sent.
 */
import { certificate, certificates } from "./certificate";
import { firewall, firewalls } from "./firewall";
import { loadBalancer, loadBalancers } from "./load-balancer";
import type { Lookup } from "./lookup";
import { volume, volumes } from "./volume";

/** By full type name; a type that is missing says so. */
export const LOOKUPS: Readonly<Record<string, Lookup>> = {
  hcloud_certificate: certificate,
  hcloud_certificates: certificates,
  hcloud_firewall: firewall,
  hcloud_firewalls: firewalls,
  hcloud_load_balancer: loadBalancer,
  hcloud_load_balancers: loadBalancers,
  hcloud_volume: volume,
  hcloud_volumes: volumes,
};
