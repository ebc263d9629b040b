/** Whose credentials a resource uses for the Talos API: its own, those of the provider block, or a talosconfig's. */
import { DiagnosticError } from "../framework/diagnostics/diagnostic";
import { path } from "../framework/values/path";
import { DecodeError, talosconfig } from "../talos-config";
import type { ClientConfiguration } from "./client-configuration";

/** Credentials, each part PEM in base64. */
export interface TalosAccess {
  readonly caCertificate: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** What the provider block and the environment offer. */
export interface TalosAccessSettings {
  readonly talosClientConfiguration: TalosAccess | undefined;
  /** The path in TALOSCONFIG. */
  readonly talosconfigFile: string | undefined;
}

/** How a talosconfig is read. */
export interface TalosAccessSurroundings {
  readonly readFile: (file: string, signal: AbortSignal) => Promise<string>;
}

/**
 * The credentials for a cluster's Talos API.
 * @throws DiagnosticError that names attribute and variable where there are none
 */
export async function talosAccess(
  given: ClientConfiguration | null,
  cluster: string,
  settings: TalosAccessSettings,
  { readFile, signal }: TalosAccessSurroundings & { readonly signal: AbortSignal },
): Promise<TalosAccess> {
  if (given !== null) return whole(given);
  const { talosClientConfiguration: configured, talosconfigFile } = settings;
  if (configured !== undefined) return configured;
  if (talosconfigFile !== undefined) return fromFile(talosconfigFile, cluster, await readFile(talosconfigFile, signal));
  throw new DiagnosticError(
    "Credentials for the Talos API are missing",
    'Set "client_configuration" here, "talos_client_configuration" in the provider block, or the environment variable TALOSCONFIG to the path of a talosconfig.',
    { path: path("client_configuration") },
  );
}

function whole({ ca_certificate, client_certificate, client_key }: ClientConfiguration): TalosAccess {
  if (ca_certificate !== null && client_certificate !== null && client_key !== null) {
    return { caCertificate: ca_certificate, clientCertificate: client_certificate, clientKey: client_key };
  }
  throw new DiagnosticError(
    "Credentials for the Talos API are not whole",
    'Give "ca_certificate", "client_certificate" and "client_key", as hephaestus_talos_secrets does.',
    { path: path("client_configuration") },
  );
}

/** The context of the cluster's name, else the one that the file uses. */
function fromFile(file: string, cluster: string, text: string): TalosAccess {
  const { context, contexts } = parsed(file, text);
  const found = contexts.get(cluster) ?? contexts.get(context);
  if (found !== undefined && found.crt !== "" && found.key !== "") {
    return { caCertificate: found.ca, clientCertificate: found.crt, clientKey: found.key };
  }
  const known = [...contexts.keys()].map((name) => `"${name}"`).join(", ");
  throw new DiagnosticError(
    "Credentials for the Talos API are missing",
    `The talosconfig "${file}" (environment variable TALOSCONFIG) has no context "${cluster}" with certificate and key; it has ${known || "none"}.`,
  );
}

function parsed(file: string, text: string) {
  try {
    return talosconfig().parseTalosConfig(text);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new DiagnosticError("Talosconfig cannot be read", `In "${file}": ${error.message}.`, { cause: error });
  }
}
