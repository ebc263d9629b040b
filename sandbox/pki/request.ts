/** Makes requests for certificates, as those do who have a key and no authority. */
import { webcrypto } from "node:crypto";
import { generateKey, pkcs8Pem } from "./key-pair";
import { loadX509, nameOf, type SubjectNames } from "./x509";

/** What a request asks for. */
export interface CertificateRequest {
  readonly subject: SubjectNames;
  /** Default none. */
  readonly dnsNames?: readonly string[];
  /** Default none. */
  readonly ips?: readonly string[];
}

/** A PKCS#10 request (PEM) with a new P-256 key, and that key. */
export async function createRequest(
  options: CertificateRequest,
): Promise<{ readonly requestPem: string; readonly keyPem: string }> {
  const x509 = loadX509();
  const { privateKey, publicKey } = generateKey("p256");
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const importKey = (format: "pkcs8" | "spki", der: Buffer, usage: "sign" | "verify") =>
    webcrypto.subtle.importKey(format, der, algorithm, true, [usage]);
  const names = [
    ...(options.dnsNames ?? []).map((value) => ({ type: "dns" as const, value })),
    ...(options.ips ?? []).map((value) => ({ type: "ip" as const, value })),
  ];
  const request = await x509.Pkcs10CertificateRequestGenerator.create(
    {
      name: nameOf(options.subject),
      keys: {
        privateKey: await importKey("pkcs8", privateKey.export({ format: "der", type: "pkcs8" }), "sign"),
        publicKey: await importKey("spki", publicKey.export({ format: "der", type: "spki" }), "verify"),
      },
      signingAlgorithm: algorithm,
      extensions: names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)],
    },
    webcrypto,
  );
  return { requestPem: `${request.toString("pem")}\n`, keyPem: pkcs8Pem(privateKey) };
}
