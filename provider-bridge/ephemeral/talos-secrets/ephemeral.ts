import {
  clientConfigurationType,
  contractText,
  dayStart,
  defaultContract,
  fromBundle,
  issueClient,
  machineSecretsType,
  versionContract,
} from "../../attributes";
import { defineEphemeral } from "../../framework/contract/define-ephemeral";
import type { EphemeralResource } from "../../framework/contract/resource";
import { DiagnosticError, type Diagnostics } from "../../framework/diagnostics/diagnostic";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { path } from "../../framework/values/path";
import { isUnknown } from "../../framework/values/unknown";
import { DecodeError, type SecretsBundle, secrets } from "../../talos-config";

/** Two days from the start of the day: longer than any run, and the same bytes for a plan and its apply. */
const CLIENT_VALIDITY_MS = 48 * 3_600_000;

/** Ephemeral `hephaestus_talos_secrets`: a bundle that is kept elsewhere, for a run. */
export function ephemeralSecrets(now: () => Date): EphemeralResource {
  return defineEphemeral({
    schema: secretsSchema,
    validate: ({ config, diagnostics }) => {
      if (!isUnknown(config.secrets_yaml)) readBundle(config.secrets_yaml, diagnostics);
    },
    open: async ({ config, diagnostics }) => {
      const bundle = readBundle(config.secrets_yaml, diagnostics);
      if (bundle === undefined) throw new DiagnosticError("Secrets bundle is not usable", "The other errors say why.");
      const contract = contractText(config.version_contract ?? defaultContract);
      const request = { notBefore: dayStart(now()), validityMs: CLIENT_VALIDITY_MS };
      const client_configuration = issueClient(bundle, request).configuration;
      return { result: { ...config, machine_secrets: fromBundle(bundle, contract), client_configuration } };
    },
  });
}

function readBundle(text: string, diagnostics: Diagnostics): SecretsBundle | undefined {
  const at = path("secrets_yaml");
  try {
    const bundle = secrets().parseBundle(text);
    const issues = secrets().validateBundle(bundle);
    for (const issue of issues)
      diagnostics.error("Secrets bundle is not complete", `${issue.path}: ${issue.message}.`, at);
    return issues.length === 0 ? bundle : undefined;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const places = error.issues.map(
      ({ line, column, path: inside }) => `line ${line}, column ${column}${inside === "" ? "" : `, "${inside}"`}`,
    );
    diagnostics.error(
      "Secrets bundle cannot be read",
      `It is no secrets.yaml as talosctl writes it: ${places.join("; ")}.`,
      at,
    );
    return undefined;
  }
}

const secretsSchema = schema({
  description:
    "A secrets bundle that is kept outside of Terraform, in a vault for instance, for the time of a run: stored neither in plan nor in state. " +
    "A client certificate of the day comes with it.",
  attributes: {
    secrets_yaml: attribute(types.string, {
      required: true,
      sensitive: true,
      description: "The text of a `secrets.yaml` as `talosctl gen secrets` writes it.",
    }),
    version_contract: attribute(types.string, {
      optional: true,
      description: "Which Talos the secrets were made for. Default: `v1.13`.",
      validators: [versionContract],
    }),
    machine_secrets: attribute(machineSecretsType, {
      computed: true,
      sensitive: true,
      description: "What `hephaestus_talos_machine_config` takes.",
    }),
    client_configuration: attribute(clientConfigurationType, {
      computed: true,
      sensitive: true,
      description: "Credentials of an administrator for the Talos API, valid for the day; each part is PEM in base64.",
    }),
  },
});
