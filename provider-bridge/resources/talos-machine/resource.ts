import { defineResource } from "../../framework/contract/define-resource";
import type { Configured } from "../../framework/contract/provider";
import type { Resource } from "../../framework/contract/resource";
import { createMachine } from "./create";
import { deleteMachine } from "./delete";
import { importedIdentity } from "./import";
import type { TalosMachineSettings, TalosMachineSurroundings } from "./machine";
import { planMachine, validateMachine } from "./plan";
import { readMachine } from "./read";
import { talosMachineSchema, talosMachineTimeouts } from "./schema";
import { updateMachine } from "./update";

/** `hephaestus_talos_machine`. */
export function talosMachine(
  provider: Configured<TalosMachineSettings>,
  surroundings: TalosMachineSurroundings,
): Resource {
  return defineResource({
    schema: talosMachineSchema,
    timeouts: talosMachineTimeouts,
    validate: validateMachine,
    modifyPlan: (request) => planMachine(request, provider.get(), surroundings),
    create: (request) => createMachine(request, provider.get(), surroundings),
    read: (request) => readMachine(request, provider.get(), surroundings),
    update: (request) => updateMachine(request, provider.get(), surroundings),
    delete: (request) => deleteMachine(request, provider.get(), surroundings),
    importState: async ({ id = "" }) => ({ state: importedIdentity(id) }),
  });
}
