/**
 * What create, read, update, delete and import ask of the API, type by type (how to add one: verbs.ts). Here belongs the
 * order of requests and what an answer says of a state; never how a plan is made, nor how a request is sent.
 */
import { managedCertificate, uploadedCertificate } from "./certificate";
import { firewall } from "./firewall";
import { firewallAttachment } from "./firewall-attachment";
import { loadBalancer } from "./load-balancer";
import { loadBalancerNetwork } from "./load-balancer-network";
import { loadBalancerService } from "./load-balancer-service";
import { loadBalancerTarget } from "./load-balancer-target";
import { network } from "./network";
import { placementGroup } from "./placement-group";
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
  hcloud_placement_group: placementGroup,
  hcloud_ssh_key: sshKey,
  hcloud_uploaded_certificate: uploadedCertificate,
  hcloud_volume: volume,
  hcloud_volume_attachment: volumeAttachment,
};
