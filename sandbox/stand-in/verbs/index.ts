/**
 * What create, read, update, delete and import ask of the API, type by type (how to add one: verbs.ts). Here belongs the
 * order of requests and what an answer says of a state; never how a plan is made, nor how a request is sent.
 */
import { network } from "./network";
import { placementGroup } from "./placement-group";
import { sshKey } from "./ssh-key";
import type { Verbs } from "./verbs";

export type { Verbs };

/** By full type name; a type that is missing is planned but not applied. */
export const VERBS: Readonly<Record<string, Verbs>> = {
  hcloud_network: network,
  hcloud_placement_group: placementGroup,
  hcloud_ssh_key: sshKey,
};
