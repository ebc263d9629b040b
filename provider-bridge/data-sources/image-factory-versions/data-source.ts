import type { WithClients } from "../../clients/clients";
import { defineDataSource } from "../../framework/contract/define-data-source";
import type { Configured } from "../../framework/contract/provider";
import type { DataSource } from "../../framework/contract/resource";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { matches } from "../../framework/validators";
import { versionsThatFit } from "./model";

const versionsSchema = schema({
  description: "The versions of Talos that the Image Factory builds.",
  attributes: {
    stable_only: attribute(types.bool, {
      optional: true,
      description: "Leaves out alpha, beta and release candidate versions. Default: `true`.",
    }),
    minor: attribute(types.string, {
      optional: true,
      description: "Only versions of this minor version, for instance `v1.13`. Default: all.",
      validators: [matches(/^v?\d+\.\d+$/, 'a minor version such as "v1.13"')],
    }),
    talos_versions: attribute(types.list(types.string), {
      computed: true,
      description: "The versions, each with `v`, oldest first.",
    }),
    latest: attribute(types.string, {
      computed: true,
      description: "The newest of them; null where there is none.",
    }),
  },
});

/** `hephaestus_image_factory_versions`. */
export function imageFactoryVersions(provider: Configured<WithClients>): DataSource {
  return defineDataSource({
    schema: versionsSchema,
    read: async ({ config, ...context }) => {
      const all = await provider.get().clients.imageFactory().versions(context);
      const versions = versionsThatFit(all, { stableOnly: config.stable_only ?? true, minor: config.minor });
      return { ...config, talos_versions: versions, latest: versions.at(-1) ?? null };
    },
  });
}
