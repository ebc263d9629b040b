/** What tests of machines begin with: our provider, the sandbox, a workspace, and the stack of machines in it. */
import type { Core } from "../../../../scripts/cores";
import { openTalosStage, type TalosProviderStage } from "../../../support/talos-provider-stage";
import { MachineStack } from "./machine-stack";

/** A stage with a stack. */
export interface MachineStage extends TalosProviderStage {
  readonly stack: MachineStack;
}

/** A stage that is to be closed; each name is a server that waits in maintenance mode. */
export async function openMachineStage(core: Core, names: readonly string[] = []): Promise<MachineStage> {
  const given = await openTalosStage(core);
  const stack = new MachineStack(given.stage, given.workspace);
  for (const name of names) await stack.server(name);
  return { ...given, stack };
}
