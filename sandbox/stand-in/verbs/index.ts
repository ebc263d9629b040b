/**
 * What create, read, update and delete ask of the API, type by type. Here belongs the order of requests and how an answer
 * becomes a state; never how a plan is made, nor how a request is sent.
 */
import { placementGroup } from "./placement-group";
import { sshKey } from "./ssh-key";
import type { Verbs } from "./verbs";

export type { Verbs };

/** By full type name; a type that is missing is planned but not applied. */
export const VERBS: Readonly<Record<string, Verbs>> = {
  hcloud_placement_group: placementGroup,
  hcloud_ssh_key: sshKey,
};
