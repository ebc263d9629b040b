/** The recordings hold a certificate without its key: the sandbox, which checks that the two belong together, gets a pair. */
import { selfSigned } from "../../../sandbox/pki";

/** What stands where the recording's private key was. */
const PLACEHOLDER = "not-a-real-private-key";
const VALIDITY_MS = 86_400_000;

let made: Promise<{ certificate: string; private_key: string }> | undefined;

/** A request's body as it was recorded, but with a certificate and key that belong together. */
export async function withCertificatePair(body: unknown): Promise<unknown> {
  const isPlaceholder =
    typeof body === "object" && body !== null && "private_key" in body && body.private_key === PLACEHOLDER;
  if (!isPlaceholder) return body;
  made ??= makePair();
  return { ...body, ...(await made) };
}

async function makePair() {
  const { certificatePem, keyPem } = await selfSigned({
    subject: { commonName: "example.com" },
    dnsNames: ["example.com"],
    notBeforeMs: Date.now() - VALIDITY_MS,
    notAfterMs: Date.now() + VALIDITY_MS,
    algorithm: "p256",
  });
  return { certificate: certificatePem, private_key: keyPem };
}
