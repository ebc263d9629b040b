import { clientConfigurationType, contractSemantics, machineSecretsType, versionContract } from "../../attributes";
import { keepPriorSpelling, useStateForUnknown } from "../../framework/plan-modifiers";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { durationSemantics } from "../../framework/semantics";
import { duration } from "../../framework/validators/duration";
import { defaultRenewBefore, defaultTtl } from "./model";

/** The schema of `hephaestus_talos_secrets`. */
export const talosSecretsSchema = schema({
  description:
    "The secrets of a Talos cluster: certificate authorities, tokens and encryption keys, made once and kept in state. " +
    "They are never rotated by a change of version. A client certificate for the Talos API comes with them; when it is near " +
    "its end, the plan shows an update that issues a new one. Keep the state encrypted, or keep the bundle elsewhere and use " +
    "the ephemeral resource of the same name.",
  attributes: {
    version_contract: attribute(types.string, {
      optional: true,
      computed: true,
      description:
        "Which Talos the secrets are made for; configurations are written for the same unless they say otherwise. " +
        "A change is only recorded, the secrets stay. Default: `v1.13`.",
      validators: [versionContract],
      semantics: contractSemantics,
      planModifiers: [useStateForUnknown(), keepPriorSpelling(contractSemantics)],
    }),
    client_certificate_ttl: attribute(types.string, {
      default: defaultTtl,
      description: "How long the client certificate is valid. A change issues a new one.",
      validators: [duration({ min: "1m" })],
      semantics: durationSemantics,
      planModifiers: [keepPriorSpelling(durationSemantics)],
    }),
    client_certificate_renew_before: attribute(types.string, {
      default: defaultRenewBefore,
      description: "How long before its end the client certificate is renewed, by an update that the plan shows.",
      validators: [duration()],
      semantics: durationSemantics,
      planModifiers: [keepPriorSpelling(durationSemantics)],
    }),
    machine_secrets: attribute(machineSecretsType, {
      computed: true,
      sensitive: true,
      description: "What `hephaestus_talos_machine_config` takes. Known through every update but the first.",
      planModifiers: [useStateForUnknown()],
    }),
    secrets_yaml: attribute(types.string, {
      computed: true,
      sensitive: true,
      description: "The same as talosctl writes it to `secrets.yaml`.",
      planModifiers: [useStateForUnknown()],
    }),
    client_configuration: attribute(clientConfigurationType, {
      computed: true,
      sensitive: true,
      description: "Credentials of an administrator (`os:admin`) for the Talos API; each part is PEM in base64.",
      planModifiers: [useStateForUnknown()],
    }),
    client_certificate_expires_at: attribute(types.string, {
      computed: true,
      description: "When the client certificate ends, as RFC 3339.",
      planModifiers: [useStateForUnknown()],
    }),
  },
});
