/** What resources are drawn from, and how a kind of them is made. */

import type { ResourceContent, ResourceKind } from "../cosi";
import type { Fleet, Node } from "../fleet/fleet";
import type { TalosMachine } from "../machine/machine";

/** A machine among the others. */
export interface ResourceOwner {
  readonly fleet: Fleet;
  readonly node: Node;
  readonly machine: TalosMachine;
}

/** A kind of a machine's resources. */
export type MachineKind = ResourceKind<ResourceOwner>;

/** How a machine's resources of one kind are read. */
export type ListResources = (owner: ResourceOwner) => readonly ResourceContent[];

/** Makes a kind that every reader may read, unless told otherwise. */
export function machineKind(
  namespace: string,
  type: string,
  list: ListResources,
  more: Partial<Pick<MachineKind, "isSensitive" | "aliases" | "columns">> = {},
): MachineKind {
  return { namespace, type, isSensitive: false, list, ...more };
}
