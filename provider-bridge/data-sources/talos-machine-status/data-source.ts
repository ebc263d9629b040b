import {
  clientConfigurationAttribute,
  type TalosAccessSettings,
  type TalosAccessSurroundings,
  talosAccess,
} from "../../attributes";
import type { WithClients } from "../../clients/clients";
import { readCredential, TalosError, type TalosNode } from "../../clients/talos";
import type { CallContext } from "../../clients/transport";
import { defineDataSource } from "../../framework/contract/define-data-source";
import type { Configured } from "../../framework/contract/provider";
import type { DataSource } from "../../framework/contract/resource";
import { attribute } from "../../framework/schema/attribute-builder";
import { nested } from "../../framework/schema/nested-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { ipAddress } from "../../framework/validators";
import { type MachineStatus, readMachineStatus, silentStatus } from "./status";

type Settings = WithClients & TalosAccessSettings;

const text = (description: string) => attribute(types.string, { computed: true, description });

const statusSchema = schema({
  description: "How a machine is, as Talos says it. A machine that does not answer is reported, and is no error.",
  attributes: {
    endpoint: attribute(types.string, {
      required: true,
      description: "Address of the machine.",
      validators: [ipAddress()],
    }),
    client_configuration: clientConfigurationAttribute,
    reachable: attribute(types.bool, { computed: true, description: "It answers to the cluster's credentials." }),
    problem: text("Why it does not answer; null where it does."),
    stage: text("Stage, for instance `running`, `booting` or `upgrading`; null where it does not answer."),
    ready: attribute(types.bool, { computed: true, description: "It has everything that it needs in its stage." }),
    unmet_conditions: nested.list({
      computed: true,
      description: "What it waits for.",
      attributes: { name: text("What, for instance `nodeReady`."), reason: text("Why it is not there.") },
    }),
    talos_version: text("Version of Talos that runs, with `v`."),
    hostname: text("Its host name."),
    services: attribute(types.map(types.string), {
      computed: true,
      description: "Services: name → state, for instance `Running`.",
    }),
  },
});

/** `hephaestus_talos_machine_status`. */
export function talosMachineStatus(provider: Configured<Settings>, { readFile }: TalosAccessSurroundings): DataSource {
  return defineDataSource({
    schema: statusSchema,
    read: async ({ config, ...context }) => {
      const settings = provider.get();
      const access = await talosAccess(config.client_configuration, "", settings, { readFile, signal: context.signal });
      const node = settings.clients.talos().node(config.endpoint, readCredential(access));
      return { ...config, ...(await statusOf(node, context)) };
    },
  });
}

async function statusOf(node: TalosNode, context: CallContext): Promise<MachineStatus> {
  try {
    return await readMachineStatus(node, context);
  } catch (error) {
    if (!(error instanceof TalosError)) throw error;
    return silentStatus(error.message);
  }
}
