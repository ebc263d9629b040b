/**
 * What create, read, update, delete and import ask of the API, type by type (how to add one: verbs.ts). Here belongs the
 * order of requests and what an answer says of a state; never how a plan is made, nor how a request is sent.
 */
import { managedCertificate, uploadedCertificate } from "./certificate";
import { firewall } from "./firewall";
import { firewallAttachment } from "./firewall-attachment";
import { floatingIp } from "./floating-ip";
import { floatingIpAssignment } from "./floating-ip-assignment";
import { loadBalancer } from "./load-balancer";
import { loadBalancerNetwork } from "./load-balancer-network";
import { loadBalancerService } from "./load-balancer-service";
import { loadBalancerTarget } from "./load-balancer-target";
import { network } from "./network";
import { networkRoute } from "./network-route";
import { networkSubnet } from "./network-subnet";
import { placementGroup } from "./placement-group";
import { primaryIp } from "./primary-ip";
import { rdns } from "./rdns";
import { server } from "./server";
import { serverNetwork } from "./server-network";
import { snapshot } from "./snapshot";
import { sshKey } from "./ssh-key";
import type { Verbs } from "./verbs";
import { volume } from "./volume";
import { volumeAttachment } from "./volume-attachment";

export type { Verbs };

/** By full type name; a type that is missing is planned but not applied. */
export const VERBS: Readonly<Record<string, Verbs>> = {
  hcloud_certificate: uploadedCertificate,
  hcloud_firewall: firewall,
  hcloud_firewall_attachment: firewallAttachment,
  hcloud_load_balancer: loadBalancer,
  hcloud_load_balancer_network: loadBalancerNetwork,
  hcloud_load_balancer_service: loadBalancerService,
  hcloud_load_balancer_target: loadBalancerTarget,
  hcloud_managed_certificate: managedCertificate,
  hcloud_network: network,
  hcloud_snapshot: snapshot,
  hcloud_server: server,
  hcloud_server_network: serverNetwork,
  hcloud_rdns: rdns,
  hcloud_primary_ip: primaryIp,
  hcloud_network_subnet: networkSubnet,
  hcloud_network_route: networkRoute,
  hcloud_floating_ip_assignment: floatingIpAssignment,
  hcloud_floating_ip: floatingIp,
  hcloud_placement_group: placementGroup,
  hcloud_ssh_key: sshKey,
  hcloud_uploaded_certificate: uploadedCertificate,
  hcloud_volume: volume,
  hcloud_volume_attachment: volumeAttachment,
};
