/** A kubeconfig with one context, named as Talos names it. Pure. */

/** What it says; certificates and key are PEM in base64. */
export interface KubeconfigParts {
  readonly cluster: string;
  readonly endpoint: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** The text. JSON is YAML, and needs no library that quotes names. */
export function kubeconfigText({ cluster, endpoint, ca, certificate, key }: KubeconfigParts): string {
  const user = `admin@${cluster}`;
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: cluster, cluster: { server: endpoint, "certificate-authority-data": ca } }],
    users: [{ name: user, user: { "client-certificate-data": certificate, "client-key-data": key } }],
    contexts: [{ name: user, context: { cluster, namespace: "default", user } }],
    "current-context": user,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
