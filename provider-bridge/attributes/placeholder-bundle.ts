import type { SecretsBundle } from "../talos-config";

const text = Buffer.from("placeholder").toString("base64");
const pair = { crt: text, key: text };

/** Stands in for secrets that are not known yet, while a configuration is checked and thrown away. It opens nothing. */
export const placeholderBundle: SecretsBundle = {
  cluster: { id: text, secret: Buffer.alloc(32).toString("base64") },
  secrets: {
    bootstrapToken: "aaaaaa.aaaaaaaaaaaaaaaa",
    secretboxEncryptionSecret: Buffer.alloc(32).toString("base64"),
    aescbcEncryptionSecret: "",
  },
  trustdInfo: { token: "aaaaaa.aaaaaaaaaaaaaaaa" },
  certs: { etcd: pair, k8s: pair, k8sAggregator: pair, k8sServiceAccountKey: text, os: pair },
};
