/** What the outputs are made of, and when credentials are due. Pure. */
import { createHash, X509Certificate } from "node:crypto";
import { type ClientConfiguration, talosconfigText } from "../../attributes";
import type { KubernetesAccess } from "../../clients/kubernetes";

/** So long before its end a certificate for Kubernetes is renewed, milliseconds: 30 days, as Talos's own provider has it. */
export const renewBeforeMs = 30 * 24 * 3_600_000;

/** Outputs that come from the kubeconfig which Talos gives. */
export interface KubernetesCredentials {
  readonly kubeconfig: string;
  readonly kubernetes_client_configuration: {
    readonly host: string;
    readonly ca_certificate: string;
    readonly client_certificate: string;
    readonly client_key: string;
  };
  readonly kubernetes_ca_sha256: string;
}

/** The outputs; certificates and key in base64 of PEM. */
export function kubernetesCredentials(kubeconfig: string, access: KubernetesAccess): KubernetesCredentials {
  return {
    kubeconfig,
    kubernetes_client_configuration: {
      host: access.server,
      ca_certificate: base64(access.ca),
      client_certificate: base64(access.certificate),
      client_key: base64(access.key),
    },
    kubernetes_ca_sha256: caSha256(access.ca),
  };
}

/** SHA-256 of a certificate's DER, in hexadecimal. */
export function caSha256(pem: string): string {
  return createHash("sha256").update(new X509Certificate(pem).raw).digest("hex");
}

/** Whether the stored certificate is due, or cannot be read any more. */
export function isRenewalDue(clientCertificate: string | null | undefined, now: Date): boolean {
  if (clientCertificate === null || clientCertificate === undefined) return true;
  try {
    const { validTo } = new X509Certificate(Buffer.from(clientCertificate, "base64"));
    return Date.parse(validTo) - now.getTime() < renewBeforeMs;
  } catch {
    return true;
  }
}

/**
 * The talosconfig; null where the credentials are the provider block's: whoever gives them there wants them in no state.
 */
export function talosconfigOutput(
  cluster: string,
  client: ClientConfiguration | null,
  controlPlanes: Readonly<Record<string, string>>,
): string | null {
  if (client === null) return null;
  const endpoints = Object.keys(controlPlanes)
    .sort()
    .map((name) => controlPlanes[name] ?? "");
  return talosconfigText({ cluster, client, endpoints, nodes: [] });
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
