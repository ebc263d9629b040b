/**
 * What the data sources ask of the API, type by type (how to add one: lookup.ts). Here belongs which requests are made and
 * what an answer says; never how a request is sent.
 */

import { CATALOGUE } from "./catalogue";
import { certificate, certificates } from "./certificate";
import { firewall, firewalls } from "./firewall";
import { floatingIp, floatingIps } from "./floating-ip";
import { image, images } from "./image";
import { loadBalancer, loadBalancers } from "./load-balancer";
import type { Lookup } from "./lookup";
import { network, networks } from "./network";
import { placementGroup, placementGroups } from "./placement-group";
import { primaryIp, primaryIps } from "./primary-ip";
import { server, servers } from "./server";
import { sshKey, sshKeys } from "./ssh-key";
import { volume, volumes } from "./volume";

/** By full type name; a type that is missing says so. */
export const LOOKUPS: Readonly<Record<string, Lookup>> = {
  ...CATALOGUE,
  hcloud_certificate: certificate,
  hcloud_certificates: certificates,
  hcloud_firewall: firewall,
  hcloud_firewalls: firewalls,
  hcloud_load_balancer: loadBalancer,
  hcloud_load_balancers: loadBalancers,
  hcloud_floating_ip: floatingIp,
  hcloud_floating_ips: floatingIps,
  hcloud_image: image,
  hcloud_images: images,
  hcloud_network: network,
  hcloud_networks: networks,
  hcloud_placement_group: placementGroup,
  hcloud_placement_groups: placementGroups,
  hcloud_primary_ip: primaryIp,
  hcloud_primary_ips: primaryIps,
  hcloud_server: server,
  hcloud_servers: servers,
  hcloud_ssh_key: sshKey,
  hcloud_ssh_keys: sshKeys,
  hcloud_volume: volume,
  hcloud_volumes: volumes,
};
