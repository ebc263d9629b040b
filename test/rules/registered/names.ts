import { attribute } from "../../../provider-bridge/framework/schema/attribute-builder";
import { types } from "../../../provider-bridge/framework/schema/types";
import type { RegisteredRule } from "./registered-rule";
import { fieldsOf, registeredSchemas } from "./registered-schemas";
import { sampleProvider } from "./sample-provider";

const SNAKE_CASE = /^[a-z][a-z\d]*(_[a-z\d]+)*$/;
/** Terraform's own words at the root of a resource or data source, and of a provider block. */
const RESERVED = new Set(["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"]);
const RESERVED_IN_PROVIDER = new Set(["alias", "version"]);

const any = attribute(types.string, { description: "Any.", optional: true });

/** Terraform finds the provider of a type by the first word of its name. */
export const names: RegisteredRule = {
  title: "Names are snake_case, begin with that of the provider, and are not words of Terraform",
  check: (provider) => [
    ...registeredSchemas(provider).flatMap(({ kind, label, typeName, schema }) => {
      const isOwn = kind === "provider" || typeName.startsWith(`${provider.name}_`);
      const reserved = kind === "provider" ? RESERVED_IN_PROVIDER : RESERVED;
      return [
        ...(isOwn ? [] : [`${label}: does not begin with "${provider.name}_"`]),
        ...fieldsOf(schema).flatMap(({ path, name }) => {
          if (!SNAKE_CASE.test(name)) return [`${label}: ${path}: is not snake_case`];
          return path === name && reserved.has(name) ? [`${label}: ${path}: is a word of Terraform`] : [];
        }),
      ];
    }),
    ...[...provider.functions.keys()].flatMap((name) =>
      SNAKE_CASE.test(name) ? [] : [`function ${name}: is not snake_case`],
    ),
  ],
  sample: sampleProvider({
    typeName: "thing",
    attributes: { camelCase: any, count: any, version: any, good_2: any },
    providerAttributes: { version: any, count: any },
  }),
  found: [
    "provider: version: is a word of Terraform",
    'resource thing: does not begin with "example_"',
    "resource thing: camelCase: is not snake_case",
    "resource thing: count: is a word of Terraform",
  ],
};
