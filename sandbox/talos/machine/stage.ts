/** What a machine is at, and whether it is ready. */
import { MachineStatusEventMachineStage } from "../../../wire/talos/generated/machine";

/** Talos's stages, in the lower case of its resources. */
export type Stage =
  | "unknown"
  | "booting"
  | "installing"
  | "maintenance"
  | "running"
  | "rebooting"
  | "shutting down"
  | "resetting"
  | "upgrading";

/** Something that keeps a machine from being ready. */
export interface UnmetCondition {
  /** "time", "network", "services", "staticPods" or "nodeReady". */
  readonly name: string;
  readonly reason: string;
}

/** A machine's status. */
export interface MachineStatus {
  readonly stage: Stage;
  readonly isReady: boolean;
  readonly unmet: readonly UnmetCondition[];
}

const numbers: Readonly<Record<Stage, number>> = {
  unknown: MachineStatusEventMachineStage.UNKNOWN,
  booting: MachineStatusEventMachineStage.BOOTING,
  installing: MachineStatusEventMachineStage.INSTALLING,
  maintenance: MachineStatusEventMachineStage.MAINTENANCE,
  running: MachineStatusEventMachineStage.RUNNING,
  rebooting: MachineStatusEventMachineStage.REBOOTING,
  "shutting down": MachineStatusEventMachineStage.SHUTTING_DOWN,
  resetting: MachineStatusEventMachineStage.RESETTING,
  upgrading: MachineStatusEventMachineStage.UPGRADING,
};

/** The number of a stage in messages. */
export function stageNumber(stage: Stage): number {
  return numbers[stage];
}
