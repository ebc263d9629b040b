import type { WithClients } from "../../clients/clients";
import { TransportError } from "../../clients/transport";
import { defineDataSource } from "../../framework/contract/define-data-source";
import type { Configured } from "../../framework/contract/provider";
import type { DataSource } from "../../framework/contract/resource";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { oneOf, url } from "../../framework/validators";

const publicIpSchema = schema({
  description:
    "The public address of the machine that runs Terraform, as a service on the internet sees it: for firewall rules that let only you in.",
  attributes: {
    family: attribute(types.string, {
      optional: true,
      description: "Which address: `ipv4` or `ipv6`. Default: `ipv4`.",
      validators: [oneOf(["ipv4", "ipv6"])],
    }),
    url: attribute(types.string, {
      optional: true,
      description:
        "Service that answers with the caller's address as text. Default: `public_ip_url` of the provider block, else a public service.",
      validators: [url()],
    }),
    address: attribute(types.string, { computed: true, description: "The address." }),
    cidr: attribute(types.string, {
      computed: true,
      description: "The address as a network of one, for instance `203.0.113.7/32`.",
    }),
  },
});

/** `hephaestus_public_ip`. */
export function publicIp(provider: Configured<WithClients>): DataSource {
  return defineDataSource({
    schema: publicIpSchema,
    read: async ({ config, ...context }) => {
      const family = config.family === "ipv6" ? "ipv6" : "ipv4";
      try {
        const address = await provider.get().clients.publicIp(config.url ?? undefined, family, context);
        return { ...config, address, cidr: `${address}/${family === "ipv6" ? 128 : 32}` };
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        throw new DiagnosticError(
          "Public address cannot be learned",
          `${error.message}. Set "url" here, "public_ip_url" in the provider block, or the environment variable HEPHAESTUS_PUBLIC_IP_URL to a service that can be reached.`,
        );
      }
    },
  });
}
