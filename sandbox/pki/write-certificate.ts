/** Certificates, written and signed: the form is Go's, the key and the signature are OpenSSL's. */
import { type KeyObject, sign } from "node:crypto";
import { type DerElement, der, derTag, elementsOf, sequence } from "./der";
import { type ExtensionOptions, extensionsOf, isSubjectKeyId, objectId } from "./extensions";
import type { SubjectNames } from "./x509";

/** Who signs. */
export interface CertificateSigner {
  readonly key: KeyObject;
  /** Undefined where a certificate signs itself. */
  readonly issuer: Issuer | undefined;
}

/** What a certificate has of the one that signs it. */
export interface Issuer {
  /** Its subject, encoded. */
  readonly name: Buffer;
  readonly keyId: Buffer | undefined;
}

/** What is certified. */
export interface CertificateContent {
  readonly subject: SubjectNames;
  readonly serialNumber: Uint8Array;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** SubjectPublicKeyInfo. */
  readonly publicKeyDer: Buffer;
  readonly extensions: ExtensionOptions;
}

const commonNameId = "550403";
const organizationId = "55040a";
const secondMs = 1000;
/** From here on, years need four digits. */
const firstLongYear = 2050;
const charactersPerLine = 64;

/** The certificate as PEM. @throws TypeError for a key that no certificate here is signed with */
export function writeCertificate(content: CertificateContent, { key, issuer }: CertificateSigner): string {
  const { algorithm, digest } = signatureOf(key);
  const subject = nameDer(content.subject);
  const body = sequence(
    der(derTag.version, der(derTag.integer, Buffer.from([2]))),
    der(derTag.integer, content.serialNumber),
    algorithm,
    issuer?.name ?? subject,
    sequence(time(content.notBeforeMs), time(content.notAfterMs)),
    subject,
    content.publicKeyDer,
    der(derTag.extensions, extensionsOf(content.extensions)),
  );
  const signature = der(derTag.bitString, Buffer.from([0]), sign(digest, body, key));
  return pem(sequence(body, algorithm, signature));
}

/** What certificates have of the one that signs them. @throws SyntaxError when it is no certificate */
export function readIssuer(certificateDer: Buffer): Issuer {
  const [body] = elementsOf(certificateDer).flatMap(({ content }) => elementsOf(content));
  const fields = elementsOf(body?.content ?? Buffer.alloc(0));
  const subject = fields[fields[0]?.tag === derTag.version ? 5 : 4];
  if (subject === undefined) throw new SyntaxError("Cannot read the certificate: it has no subject");
  const extensions = fields.filter(({ tag }) => tag === derTag.extensions).flatMap(({ content }) => partsOf(content));
  const keyId = extensions
    .map(({ content }) => elementsOf(content))
    .find(([id]) => id !== undefined && isSubjectKeyId(id.content))
    ?.at(-1);
  return { name: subject.whole, keyId: keyId === undefined ? undefined : elementsOf(keyId.content)[0]?.content };
}

/** The elements within the one element that there is. */
function partsOf(bytes: Buffer): DerElement[] {
  return elementsOf(bytes).flatMap(({ content }) => elementsOf(content));
}

/** How a key signs. */
function signatureOf(key: KeyObject): { readonly algorithm: Buffer; readonly digest: string | null } {
  switch (key.asymmetricKeyType) {
    case "ed25519":
      return { algorithm: sequence(objectId("2b6570")), digest: null };
    case "rsa":
      return { algorithm: sequence(objectId("2a864886f70d01010b"), Buffer.from([5, 0])), digest: "sha256" };
    case "ec":
      if (nistCurves.includes(key.asymmetricKeyDetails?.namedCurve ?? "")) {
        return { algorithm: sequence(objectId("2a8648ce3d040302")), digest: "sha256" };
      }
  }
  const kind = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType;
  throw new TypeError(`Cannot sign with a key of kind "${kind}": Ed25519, RSA or a NIST curve is wanted`);
}

const nistCurves = ["prime256v1", "secp384r1", "secp521r1"];

/** Organizations first, then the common name, each a part of its own, as Go writes and sorts them. */
function nameDer({ organizations = [], commonName }: SubjectNames): Buffer {
  const parts = organizations.map((text): [string, string] => [organizationId, text]);
  if (commonName !== undefined) parts.push([commonNameId, commonName]);
  return sequence(...parts.map(([id, text]) => der(derTag.set, sequence(objectId(id), textDer(text)))));
}

function textDer(text: string): Buffer {
  const isPrintable = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text);
  return der(isPrintable ? derTag.printableString : derTag.utf8String, Buffer.from(text, "utf8"));
}

function time(ms: number): Buffer {
  const date = new Date(Math.floor(ms / secondMs) * secondMs);
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, "");
  return date.getUTCFullYear() >= firstLongYear
    ? der(derTag.generalizedTime, Buffer.from(digits, "latin1"))
    : der(derTag.utcTime, Buffer.from(digits.slice(2), "latin1"));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(new RegExp(`.{1,${charactersPerLine}}`, "g")) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
