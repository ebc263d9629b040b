import { clientConfigurationType, talosconfigText } from "../../attributes";
import { defineDataSource } from "../../framework/contract/define-data-source";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";

/** `hephaestus_talos_client_config`: a talosconfig for talosctl. */
export const talosClientConfig = defineDataSource({
  schema: schema({
    description: "A client configuration for talosctl (`talosconfig`), put together from credentials and addresses.",
    attributes: {
      cluster: attribute(types.string, { required: true, description: "Name of the cluster and of the context." }),
      client_configuration: attribute(clientConfigurationType, {
        required: true,
        sensitive: true,
        description: "Credentials, as `hephaestus_talos_secrets` gives them.",
      }),
      endpoints: attribute(types.list(types.string), {
        optional: true,
        description: "Addresses of the control planes to talk to. Default: none, talosctl then needs `--endpoints`.",
      }),
      nodes: attribute(types.list(types.string), {
        optional: true,
        description: "Nodes that commands are about. Default: none, talosctl then needs `--nodes`.",
      }),
      talosconfig: attribute(types.string, {
        computed: true,
        sensitive: true,
        description: "The file's text, as YAML.",
      }),
    },
  }),
  read: async ({ config }) => {
    const { cluster, client_configuration: client, endpoints, nodes } = config;
    const talosconfig = talosconfigText({ cluster, client, endpoints: endpoints ?? [], nodes: nodes ?? [] });
    return { ...config, talosconfig };
  },
});
