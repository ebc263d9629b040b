import { dayStart, machineSecretsType, toBundle } from "../../attributes";
import { defineEphemeral } from "../../framework/contract/define-ephemeral";
import type { EphemeralResource } from "../../framework/contract/resource";
import { parseDuration } from "../../framework/formats/duration";
import { attribute } from "../../framework/schema/attribute-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { url } from "../../framework/validators";
import { duration } from "../../framework/validators/duration";
import { type SecretsBundle, secrets } from "../../talos-config";
import { kubeconfigText } from "./kubeconfig-text";

const defaultTtl = "48h";

const kubeconfigSchema = schema({
  description:
    "Credentials of an administrator of Kubernetes, issued from the cluster's secrets without asking the cluster, and stored neither in plan nor in state. " +
    "They are valid from the start of the day (UTC), and the same all day.",
  attributes: {
    cluster: attribute(types.string, { required: true, description: "Name of the cluster." }),
    endpoint: attribute(types.string, {
      required: true,
      description: "URL of the Kubernetes API, for instance `https://cluster.example.org:6443`.",
      validators: [url({ schemes: ["https"] })],
    }),
    machine_secrets: attribute(machineSecretsType, {
      required: true,
      sensitive: true,
      description: "Secrets of the cluster; their CA for Kubernetes signs the certificate.",
    }),
    ttl: attribute(types.string, {
      default: defaultTtl,
      description: "How long the certificate is valid.",
      validators: [duration({ min: "24h" })],
    }),
    kubeconfig: attribute(types.string, {
      computed: true,
      sensitive: true,
      description: "The text of a kubeconfig, as YAML.",
    }),
    kubernetes_client_configuration: attribute(
      types.object({
        host: types.string,
        ca_certificate: types.string,
        client_certificate: types.string,
        client_key: types.string,
      }),
      {
        computed: true,
        sensitive: true,
        description: "The same in parts, for other providers; certificates and key are PEM in base64.",
      },
    ),
    expires_at: attribute(types.string, { computed: true, description: "When the certificate ends, as RFC 3339." }),
  },
});

/** Ephemeral `hephaestus_talos_kubeconfig`: an administrator's credentials that are stored nowhere. */
export function ephemeralKubeconfig(now: () => Date): EphemeralResource {
  return defineEphemeral({
    schema: kubeconfigSchema,
    open: async ({ config }) => {
      const { cluster, endpoint } = config;
      const validity = parseDuration(config.ttl ?? defaultTtl);
      const ca = authority(toBundle(config.machine_secrets));
      const { crt, key, notAfter } = secrets().issueKubernetesAdminCertificate(ca, {
        notBefore: dayStart(now()),
        validityMs: validity.ok ? Number(validity.value / 1_000_000n) : 0,
      });
      const parts = { host: endpoint, ca_certificate: ca.crt, client_certificate: crt, client_key: key };
      return {
        result: {
          ...config,
          ttl: config.ttl ?? defaultTtl,
          kubeconfig: kubeconfigText({ cluster, endpoint, ca: ca.crt, certificate: crt, key }),
          kubernetes_client_configuration: parts,
          expires_at: notAfter.toISOString(),
        },
      };
    },
  });
}

function authority({ certs }: SecretsBundle) {
  if (certs?.k8s !== undefined) return certs.k8s;
  throw new TypeError('Cannot issue a kubeconfig: the secrets lack "certs.k8s", the CA of Kubernetes');
}
