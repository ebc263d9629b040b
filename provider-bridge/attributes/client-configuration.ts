import { types } from "../framework/schema/types";
import type { KnownOf } from "../framework/schema/value-type";
import { type CertificateAndKey, type SecretsBundle, secrets } from "../talos-config";

/** The type of `client_configuration`: what a client of the Talos API needs, each part base64 of PEM text. */
export const clientConfigurationType = types.object({
  ca_certificate: types.string,
  client_certificate: types.string,
  client_key: types.string,
});

/** `client_configuration` as an author holds it. */
export type ClientConfiguration = KnownOf<typeof clientConfigurationType>;

/** What a client certificate is for, and for how long. */
export interface ClientCertificateRequest {
  /** @default os:admin */
  readonly roles?: readonly string[];
  readonly notBefore: Date;
  readonly validityMs: number;
}

/** A client configuration, and when its certificate ends. */
export interface IssuedClient {
  readonly configuration: ClientConfiguration;
  readonly expiresAt: Date;
}

/**
 * A client configuration signed by the bundle's CA for the Talos API. The same request gives the same bytes.
 *
 * @throws CertificateError when the CA cannot be read, TypeError when the bundle has none.
 */
export function issueClient(bundle: SecretsBundle, request: ClientCertificateRequest): IssuedClient {
  const ca = authority(bundle);
  const { crt, key, notAfter } = secrets().issueClientCertificate(ca, request);
  return { configuration: { ca_certificate: ca.crt, client_certificate: crt, client_key: key }, expiresAt: notAfter };
}

function authority({ certs }: SecretsBundle): CertificateAndKey {
  if (certs?.os === undefined) {
    throw new TypeError('Cannot issue a client certificate: the secrets lack "certs.os", the CA of the Talos API');
  }
  return certs.os;
}
