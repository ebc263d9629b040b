/** What the methods of a machine's API have before them. */
import type { MachineService, Messages } from "../../../wire/talos/generated/machine";
import type { Fleet, Node } from "../fleet/fleet";
import type { Handlers } from "../grpc";
import type { TalosMachine } from "../machine/machine";

/** One machine among the others. */
export interface ServiceContext {
  readonly fleet: Fleet;
  readonly node: Node;
  readonly machine: TalosMachine;
}

/** Some of the methods of machine.MachineService. */
export type MachineHandlers = Handlers<Messages, typeof MachineService>;
