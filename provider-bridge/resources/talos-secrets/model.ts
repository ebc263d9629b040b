/** What is stored of a secrets bundle, and when its client certificate is due. Pure: the time is handed in. */
import { type ClientConfiguration, fromBundle, issueClient, type MachineSecrets } from "../../attributes";
import { parseDuration } from "../../framework/formats/duration";
import { type SecretsBundle, secrets } from "../../talos-config";

/** How long client certificates live and how early they are renewed, unless a user says otherwise. */
export const defaultTtl = "8760h";
/** Thirty days. */
export const defaultRenewBefore = "720h";

/** The secrets that are stored, all of them. */
export interface StoredSecrets {
  readonly machine_secrets: MachineSecrets;
  readonly secrets_yaml: string;
}

/** The client certificate that is stored. */
export interface StoredClient {
  readonly client_configuration: ClientConfiguration;
  readonly client_certificate_expires_at: string;
}

/** A bundle as it is stored. */
export function storedSecrets(bundle: SecretsBundle, contract: string): StoredSecrets {
  return { machine_secrets: fromBundle(bundle, contract), secrets_yaml: secrets().writeBundle(bundle) };
}

/** A client certificate from now on. @throws CertificateError when the CA cannot be used. */
export function storedClient(bundle: SecretsBundle, now: Date, ttl: string): StoredClient {
  const { configuration, expiresAt } = issueClient(bundle, { notBefore: now, validityMs: durationMs(ttl) });
  return { client_configuration: configuration, client_certificate_expires_at: expiresAt.toISOString() };
}

/** Whether the certificate has ended, or ends within `renewBefore`. */
export function isRenewalDue(expiresAt: string | null, now: Date, renewBefore: string): boolean {
  if (expiresAt === null) return true;
  const endMs = Date.parse(expiresAt);
  return Number.isNaN(endMs) || endMs - durationMs(renewBefore) <= now.getTime();
}

/** A duration of the configuration in milliseconds. @throws RangeError for text that validation would have refused. */
export function durationMs(text: string): number {
  const read = parseDuration(text);
  if (!read.ok) throw new RangeError(`Cannot read the duration "${text}": ${read.problem}`);
  return Number(read.value / 1_000_000n);
}
