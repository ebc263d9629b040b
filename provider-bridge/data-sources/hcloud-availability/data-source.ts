import type { WithClients } from "../../clients/clients";
import { defineDataSource } from "../../framework/contract/define-data-source";
import type { Configured } from "../../framework/contract/provider";
import type { DataSource } from "../../framework/contract/resource";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { attribute } from "../../framework/schema/attribute-builder";
import { nested } from "../../framework/schema/nested-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { oneOf } from "../../framework/validators";
import { path } from "../../framework/values/path";
import { type OfferFilter, offersThatFit, unknownNames } from "./model";

const text = (description: string) => attribute(types.string, { computed: true, description });
const number = (description: string) => attribute(types.number, { computed: true, description });

const offerAttributes = {
  server_type: text("Name of the server type."),
  location: text("Name of the location."),
  available: attribute(types.bool, { computed: true, description: "It can be ordered there now." }),
  deprecated_since: text("When its end in this location was announced (RFC 3339); null while it is current."),
  unavailable_after: text("From when it cannot be ordered there any more (RFC 3339); null while it is current."),
  price_monthly_net: number("Price a month without VAT, in the project's currency; null where none is given."),
  price_hourly_net: number("Price an hour without VAT, in the project's currency; null where none is given."),
  architecture: text("`amd64` or `arm64`."),
  cores: number("Number of cores."),
  memory_gib: number("Memory in GiB."),
  disk_gib: number("Disk in GiB."),
};

const availabilitySchema = schema({
  description:
    "Which server types of Hetzner Cloud can be had in which location, until when, and for how much, cheapest first.",
  attributes: {
    server_types: attribute(types.list(types.string), {
      optional: true,
      description: "Only these server types. Default: all.",
    }),
    locations: attribute(types.list(types.string), {
      optional: true,
      description: "Only these locations. Default: all.",
    }),
    architecture: attribute(types.string, {
      optional: true,
      description: "Only server types of this architecture: `amd64` or `arm64`. Default: both.",
      validators: [oneOf(["amd64", "arm64"])],
    }),
    available_only: attribute(types.bool, {
      optional: true,
      description: "Leaves out what cannot be ordered now. Default: `false`.",
    }),
    offers: nested.list({
      computed: true,
      description: "Server types by location.",
      attributes: offerAttributes,
    }),
  },
});

/** `hephaestus_hcloud_availability`. */
export function hcloudAvailability(provider: Configured<WithClients>): DataSource {
  return defineDataSource({
    schema: availabilitySchema,
    read: async ({ config, ...context }) => {
      const catalogue = await provider.get().clients.hcloud().catalogue.serverTypes(context);
      const filter: OfferFilter = {
        serverTypes: config.server_types,
        locations: config.locations,
        architecture: config.architecture,
        availableOnly: config.available_only ?? false,
      };
      for (const [attributeName, name] of unknownNames(catalogue, filter)) {
        throw new DiagnosticError("Name is unknown to Hetzner", `There is no "${name}" at Hetzner Cloud.`, {
          path: path(attributeName),
        });
      }
      return { ...config, offers: offersThatFit(catalogue, filter) };
    },
  });
}
