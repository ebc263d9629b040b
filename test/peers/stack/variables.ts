import { generateOpensshKey } from "../../../sandbox/openssh-key";
import { selfSigned } from "../../../sandbox/pki/certify";

/** What the stack's variables are: an SSH key and a certificate, made for one run. */
export interface StackVariables {
  readonly ssh_public_key: string;
  readonly certificate: { readonly certificate: string; readonly private_key: string };
}

/** One day is longer than any run. */
const VALIDITY_MS = 86_400_000;

/** A key and a certificate that no two runs share. */
export async function makeVariables(): Promise<StackVariables> {
  const { certificatePem, keyPem } = await selfSigned({
    subject: { commonName: "ha.example.com" },
    dnsNames: ["ha.example.com"],
    notBeforeMs: Date.now() - VALIDITY_MS,
    notAfterMs: Date.now() + VALIDITY_MS,
    algorithm: "p256",
  });
  return {
    ssh_public_key: generateOpensshKey("ha").publicKey,
    certificate: { certificate: certificatePem, private_key: keyPem },
  };
}
