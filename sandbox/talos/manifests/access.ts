/** Who may come in while a cluster is new: the kubelets' bootstrap token and what it allows. */
import { configMap, groupBinding, type ManifestObject, namespace } from "./objects";

/** The token of the configuration; nothing where it has none. */
export function bootstrapToken(token: string): ManifestObject[] {
  const [id, secret] = token.split(".");
  if (id === undefined || secret === undefined) return [];
  return [
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: `bootstrap-token-${id}`, namespace },
      type: "bootstrap.kubernetes.io/token",
      stringData: {
        "token-id": id,
        "token-secret": secret,
        "usage-bootstrap-authentication": "true",
        "auth-extra-groups": "system:bootstrappers:nodes",
      },
    },
  ];
}

/** Kubelets with a token may ask for a certificate. */
export const nodeBootstrap = [
  groupBinding(
    "system-bootstrap-node-bootstrapper",
    "system:node-bootstrapper",
    "system:bootstrappers:nodes",
    "system:nodes",
  ),
];

/** What they ask for is approved. */
export const csrApproval = [
  groupBinding(
    "system-bootstrap-approve-node-client-csr",
    "system:certificates.k8s.io:certificatesigningrequests:nodeclient",
    "system:bootstrappers:nodes",
  ),
];

/** And so is a new one, when the old one runs out. */
export const csrRenewal = [
  groupBinding(
    "system-bootstrap-node-renewal",
    "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient",
    "system:nodes",
  ),
];

/** A kubeconfig for what runs on nodes: through KubePrism, with the pod's own token. */
export function kubeconfigInCluster(server: string): ManifestObject[] {
  const account = "/var/run/secrets/kubernetes.io/serviceaccount";
  const kubeconfig = [
    "apiVersion: v1",
    "clusters:",
    "- name: local",
    "  cluster:",
    `    server: ${server}`,
    `    certificate-authority: ${account}/ca.crt`,
    "users:",
    "- name: service-account",
    "  user:",
    `    tokenFile: ${account}/token`,
    "contexts:",
    "- context:",
    "    cluster: local",
    "    user: service-account",
    "",
  ].join("\n");
  return [configMap("kubeconfig-in-cluster", { kubeconfig })];
}
