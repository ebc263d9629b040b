/** What resources are drawn from. */
import type { Fleet, Node } from "../fleet/fleet";
import type { TalosMachine } from "../machine/machine";

/** A machine among the others. */
export interface ResourceOwner {
  readonly fleet: Fleet;
  readonly node: Node;
  readonly machine: TalosMachine;
}
