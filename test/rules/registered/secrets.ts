import { attribute } from "../../../provider-bridge/framework/schema/attribute-builder";
import { nested } from "../../../provider-bridge/framework/schema/nested-builder";
import { types } from "../../../provider-bridge/framework/schema/types";
import type { RegisteredRule } from "./registered-rule";
import { fieldsOf, registeredSchemas } from "./registered-schemas";
import { sampleProvider } from "./sample-provider";

/** Names of things that open something. */
const SECRET =
  /(^|_)(password|passphrase|secrets?|token|kubeconfig|talosconfig|private_key|client_key|credentials?|machine_config|secrets_yaml|client_configuration)(_wo)?$/;

/** What is not marked stands in plans, logs and CI output for everybody to read. */
export const secrets: RegisteredRule = {
  title: "Every attribute with the name of a secret is sensitive",
  check: (provider) =>
    registeredSchemas(provider).flatMap(({ label, schema }) =>
      fieldsOf(schema).flatMap(({ path, name, declared, insideSensitive }) => {
        const isSensitive = insideSensitive || ("sensitive" in declared && declared.sensitive);
        return SECRET.test(name) && !isSensitive ? [`${label}: ${path}: has the name of a secret`] : [];
      }),
    ),
  sample: sampleProvider({
    attributes: {
      token: attribute(types.string, { description: "Bad.", optional: true }),
      token_wo: attribute(types.string, { description: "Bad.", optional: true, writeOnly: true }),
      token_wo_version: attribute(types.int64, { description: "Fine.", optional: true }),
      password: attribute(types.string, { description: "Fine.", optional: true, sensitive: true }),
      open: nested.map({
        description: "Bad inside.",
        optional: true,
        attributes: { client_key: attribute(types.string, { description: "Bad.", required: true }) },
      }),
      closed: nested.single({
        description: "Fine.",
        optional: true,
        sensitive: true,
        attributes: { client_key: attribute(types.string, { description: "Fine.", required: true }) },
      }),
    },
  }),
  found: ["token", "token_wo", "open.client_key"].map(
    (path) => `resource example_thing: ${path}: has the name of a secret`,
  ),
};
