import type { WithClients } from "../../clients/clients";
import { defineDataSource } from "../../framework/contract/define-data-source";
import type { Configured } from "../../framework/contract/provider";
import type { DataSource } from "../../framework/contract/resource";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { attribute } from "../../framework/schema/attribute-builder";
import { nested } from "../../framework/schema/nested-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { version } from "../../framework/validators";
import { path } from "../../framework/values/path";
import { extensionsNamed, UnknownExtensionError } from "./model";

const computed = (description: string) => attribute(types.string, { computed: true, description });

const extensionsSchema = schema({
  description: "The official system extensions that the Image Factory has for a version of Talos.",
  attributes: {
    talos_version: attribute(types.string, {
      required: true,
      description: "Version of Talos, with or without `v`.",
      validators: [version()],
    }),
    names: attribute(types.list(types.string), {
      optional: true,
      description:
        "Only these extensions, in this order; `siderolabs/` may be left out. One that is not there is an error. Default: all.",
    }),
    extensions: nested.list({
      computed: true,
      description: "The extensions.",
      attributes: {
        name: computed("Name, for instance `siderolabs/qemu-guest-agent`: what `hephaestus_talos_image` takes."),
        ref: computed("Reference of the extension's image."),
        digest: computed("Digest of the extension's image."),
        author: computed("Who made it."),
        description: computed("What it does."),
      },
    }),
  },
});

/** `hephaestus_image_factory_extensions`. */
export function imageFactoryExtensions(provider: Configured<WithClients>): DataSource {
  return defineDataSource({
    schema: extensionsSchema,
    read: async ({ config, ...context }) => {
      const talosVersion = `v${config.talos_version.replace(/^v/, "")}`;
      const all = await provider.get().clients.imageFactory().extensions(talosVersion, context);
      try {
        const extensions = extensionsNamed(all, config.names, talosVersion);
        return { ...config, extensions: extensions.map((each) => ({ ...each })) };
      } catch (error) {
        if (!(error instanceof UnknownExtensionError)) throw error;
        throw new DiagnosticError("Extension is unknown", `${error.message}.`, { path: path("names") });
      }
    },
  });
}
