/** Methods about the machine's configuration and the credentials that come of it. */
import { msOfDuration } from "../../../wire/google/time";
import type { MessageInit } from "../../../wire/protobuf";
import { applyConfiguration } from "../sequences/apply-configuration";
import { generateClientConfiguration } from "./client-configuration";
import type { MachineHandlers, ServiceContext } from "./context";
import { kubeconfigArchive } from "./kubeconfig";

/** ApplyConfiguration, GenerateClientConfiguration, Kubeconfig. */
export function configurationHandlers({ fleet, node, machine }: ServiceContext): MachineHandlers {
  return {
    ApplyConfiguration: ({ data, mode, dryRun, tryModeTimeout }) => {
      const { mode: resolved, details } = applyConfiguration(fleet, node, {
        text: Buffer.from(data).toString("utf8"),
        mode,
        isDryRun: dryRun,
        tryTimeoutMs: msOfDuration(tryModeTimeout) ?? 0,
      });
      return { messages: [{ mode: resolved, modeDetails: details }] };
    },
    GenerateClientConfiguration: async ({ roles, crtTtl }) => ({
      messages: [await generateClientConfiguration(machine, roles, msOfDuration(crtTtl) ?? 0, fleet.wallNow())],
    }),
    async *Kubeconfig(): AsyncGenerator<MessageInit<{ bytes: Uint8Array }>> {
      yield { bytes: await kubeconfigArchive(machine, fleet.wallNow()) };
    },
  };
}
