import {
  clientConfigurationAttribute,
  type TalosAccessSettings,
  type TalosAccessSurroundings,
  talosAccess,
} from "../../attributes";
import type { WithClients } from "../../clients/clients";
import { listDisks, readCredential } from "../../clients/talos";
import { defineDataSource } from "../../framework/contract/define-data-source";
import type { Configured } from "../../framework/contract/provider";
import type { DataSource } from "../../framework/contract/resource";
import { attribute } from "../../framework/schema/attribute-builder";
import { nested } from "../../framework/schema/nested-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { ipAddress } from "../../framework/validators";

type Settings = WithClients & TalosAccessSettings;

const text = (description: string) => attribute(types.string, { computed: true, description });

const disksSchema = schema({
  description:
    "The disks of a machine that has its configuration, as Talos sees them: for volumes and install selectors. CD drives are left out.",
  attributes: {
    endpoint: attribute(types.string, {
      required: true,
      description: "Address of the machine.",
      validators: [ipAddress()],
    }),
    client_configuration: clientConfigurationAttribute,
    disks: nested.list({
      computed: true,
      description: "The disks, by name.",
      attributes: {
        name: text("Name, for instance `sda`."),
        dev_path: text("Path, for instance `/dev/sda`."),
        size_bytes: attribute(types.int64, { computed: true, description: "Size in bytes." }),
        model: text("Model."),
        serial: text("Serial number."),
        wwid: text("World-wide id."),
        bus_path: text("Path on its bus."),
        transport: text("How it is attached, for instance `virtio` or `nvme`."),
        rotational: attribute(types.bool, { computed: true, description: "It turns." }),
        readonly: attribute(types.bool, { computed: true, description: "Nothing can be written to it." }),
        symlinks: attribute(types.list(types.string), { computed: true, description: "Other paths of it." }),
        system_disk: attribute(types.bool, { computed: true, description: "Talos itself is installed on it." }),
      },
    }),
  },
});

/** `hephaestus_talos_disks`. */
export function talosDisks(provider: Configured<Settings>, { readFile }: TalosAccessSurroundings): DataSource {
  return defineDataSource({
    schema: disksSchema,
    read: async ({ config, ...context }) => {
      const { endpoint, client_configuration: given } = config;
      const settings = provider.get();
      const access = await talosAccess(given, "", settings, { readFile, signal: context.signal });
      const found = await listDisks(settings.clients.talos().node(endpoint, readCredential(access)), context);
      const disks = found.map(({ devPath, sizeBytes, busPath, isSystemDisk, ...disk }) => ({
        ...disk,
        dev_path: devPath,
        size_bytes: sizeBytes,
        bus_path: busPath,
        system_disk: isSystemDisk,
      }));
      return { ...config, disks };
    },
  });
}
