import { X509Certificate } from "node:crypto";
import { stringify } from "yaml";
import { readKubeconfig } from "../../../../provider-bridge/clients/kubernetes";
import {
  caSha256,
  isRenewalDue,
  kubernetesCredentials,
  renewBeforeMs,
  talosconfigOutput,
} from "../../../../provider-bridge/resources/talos-bootstrap/model";
import { type KeyPair, selfSigned } from "../../../../sandbox/pki";

const notAfterMs = Date.UTC(2027, 0, 1);
const base64 = (text: string) => Buffer.from(text).toString("base64");
let pair: KeyPair;

beforeAll(async () => {
  const subject = { commonName: "admin" };
  pair = await selfSigned({ subject, usages: ["client"], notBeforeMs: Date.UTC(2026, 0, 1), notAfterMs });
});

test("the outputs are the parts of the kubeconfig", () => {
  const { certificatePem, keyPem } = pair;
  const kubeconfig = stringify({
    "current-context": "admin@prod",
    contexts: [{ name: "admin@prod", context: { cluster: "prod", user: "admin" } }],
    clusters: [
      { name: "prod", cluster: { server: "https://x:6443", "certificate-authority-data": base64(certificatePem) } },
    ],
    users: [
      { name: "admin", user: { "client-certificate-data": base64(certificatePem), "client-key-data": base64(keyPem) } },
    ],
  });
  expect(kubernetesCredentials(kubeconfig, readKubeconfig(kubeconfig))).toEqual({
    kubeconfig,
    kubernetes_client_configuration: {
      host: "https://x:6443",
      ca_certificate: base64(certificatePem),
      client_certificate: base64(certificatePem),
      client_key: base64(keyPem),
    },
    kubernetes_ca_sha256: new X509Certificate(certificatePem).fingerprint256.replaceAll(":", "").toLowerCase(),
  });
  expect(caSha256(certificatePem)).toHaveLength(64);
});

test("a certificate is due within its last thirty days, and where it cannot be read", () => {
  const certificate = base64(pair.certificatePem);
  expect(isRenewalDue(certificate, new Date(notAfterMs - renewBeforeMs - 1000))).toBe(false);
  expect(isRenewalDue(certificate, new Date(notAfterMs - renewBeforeMs + 1000))).toBe(true);
  expect(isRenewalDue(certificate, new Date(notAfterMs + 1000))).toBe(true);
  for (const none of [null, undefined, "", "AAAA"]) expect(isRenewalDue(none, new Date(0))).toBe(true);
});

test("the talosconfig names the control planes in the order of their names, and is left out without credentials", () => {
  const client = { ca_certificate: "Y2E=", client_certificate: "Y3J0", client_key: "a2V5" };
  const text = talosconfigOutput("prod", client, { "cp-2": "192.0.2.2", "cp-1": "192.0.2.1" });
  expect(text).toMatch(/endpoints:\s+- 192\.0\.2\.1\s+- 192\.0\.2\.2/);
  expect(text).toContain("context: prod");
  expect(talosconfigOutput("prod", null, {})).toBeNull();
});
