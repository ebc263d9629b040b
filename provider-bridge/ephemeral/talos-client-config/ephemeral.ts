import {
  clientConfigurationType,
  dayStart,
  issueClient,
  machineSecretsType,
  talosconfigText,
  toBundle,
} from "../../attributes";
import { defineEphemeral } from "../../framework/contract/define-ephemeral";
import type { EphemeralResource } from "../../framework/contract/resource";
import { parseDuration } from "../../framework/formats/duration";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { duration } from "../../framework/validators/duration";

const defaultTtl = "48h";

/** Ephemeral `hephaestus_talos_client_config`: short-lived credentials that are stored nowhere. */
export function ephemeralClientConfig(now: () => Date): EphemeralResource {
  return defineEphemeral({
    schema: clientConfigSchema,
    open: async ({ config }) => {
      const { cluster, endpoints, nodes, roles, ttl } = config;
      const validity = parseDuration(ttl ?? defaultTtl);
      const { configuration, expiresAt } = issueClient(toBundle(config.machine_secrets), {
        ...(roles === null ? {} : { roles }),
        notBefore: dayStart(now()),
        validityMs: validity.ok ? Number(validity.value / 1_000_000n) : 0,
      });
      const talosconfig = talosconfigText({
        cluster,
        client: configuration,
        endpoints: endpoints ?? [],
        nodes: nodes ?? [],
      });
      const made = { client_configuration: configuration, talosconfig, expires_at: expiresAt.toISOString() };
      return { result: { ...config, ttl: ttl ?? defaultTtl, ...made } };
    },
  });
}

const clientConfigSchema = schema({
  description:
    "Credentials for the Talos API and a `talosconfig` with them, issued from the cluster's secrets and stored neither in plan nor in state. " +
    "They are valid from the start of the day (UTC), and the same all day.",
  attributes: {
    cluster: attribute(types.string, { required: true, description: "Name of the cluster and of the context." }),
    machine_secrets: attribute(machineSecretsType, {
      required: true,
      sensitive: true,
      description: "Secrets of the cluster; their CA signs the certificate.",
    }),
    roles: attribute(types.list(types.string), {
      optional: true,
      description: "Roles of the certificate, for instance `os:reader`. Default: `os:admin`.",
    }),
    ttl: attribute(types.string, {
      default: defaultTtl,
      description: "How long the certificate is valid.",
      validators: [duration({ min: "24h" })],
    }),
    endpoints: attribute(types.list(types.string), {
      optional: true,
      description: "Addresses of the control planes to talk to. Default: none.",
    }),
    nodes: attribute(types.list(types.string), {
      optional: true,
      description: "Nodes that commands are about. Default: none.",
    }),
    client_configuration: attribute(clientConfigurationType, {
      computed: true,
      sensitive: true,
      description: "The credentials; each part is PEM in base64.",
    }),
    talosconfig: attribute(types.string, {
      computed: true,
      sensitive: true,
      description: "The text of a talosconfig, as YAML.",
    }),
    expires_at: attribute(types.string, { computed: true, description: "When the certificate ends, as RFC 3339." }),
  },
});
