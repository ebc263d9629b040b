import { type Der, der } from "./der";
import { type DerReader, malformed, oidText } from "./der-reader";

const organizationOid = "2.5.4.10";
const commonNameOid = "2.5.4.3";
const printableTag = 0x13;
const utf8Tag = 0x0c;
/** Besides what the standard has, "*" and "&", as Go reads them. */
const printableText = /^[A-Za-z0-9 '()+,\-./:=?*&]*$/;
const shortNames: Readonly<Record<string, string>> = {
  "2.5.4.6": "C",
  [organizationOid]: "O",
  "2.5.4.11": "OU",
  [commonNameOid]: "CN",
  "2.5.4.5": "SERIALNUMBER",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.9": "STREET",
  "2.5.4.17": "POSTALCODE",
};

/** The parts of a subject that Talos uses: organizations are roles. */
export interface Subject {
  readonly organizations: readonly string[];
  readonly commonName?: string;
}

/** A name that was read. */
export interface DistinguishedName {
  readonly organizations: string[];
  readonly commonName: string;
  /** As RFC 2253 writes it: the last part first, `O=a+O=b`. */
  readonly text: string;
}

/** Encodes a subject. */
export function encodeName(subject: Subject): Der {
  const parts: Der[] = [];
  if (subject.organizations.length > 0) {
    parts.push(der.set(...subject.organizations.map((value) => attribute(organizationOid, value))));
  }
  if (subject.commonName !== undefined) parts.push(der.set(attribute(commonNameOid, subject.commonName)));
  return der.sequence(...parts);
}

function attribute(oid: string, value: string): Der {
  const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value);
  return der.sequence(der.oid(oid), printable ? der.printable(value) : der.utf8(value));
}

/** Reads a name. */
export function readName(reader: DerReader): DistinguishedName {
  const found = { organizations: [] as string[], commonName: "" };
  const parts: string[] = [];
  const sequence = reader.enter(0x30);
  while (!sequence.done) {
    const set = sequence.enter(0x31);
    const values: string[] = [];
    while (!set.done) {
      const item = set.enter(0x30);
      const oid = oidText(item.expect(0x06).content);
      const { text: value, whole } = readText(item);
      if (oid === organizationOid) found.organizations.push(value);
      if (oid === commonNameOid) found.commonName = value;
      const name = shortNames[oid];
      // What has no short name is written as its encoding.
      values.push(name === undefined ? `${oid}=#${whole.toString("hex")}` : `${name}=${escapeValue(value)}`);
    }
    parts.unshift(values.join("+"));
  }
  return { ...found, text: parts.join(",") };
}

function readText(item: DerReader): { readonly text: string; readonly whole: Buffer } {
  const { tag, content, whole } = item.next();
  const text = content.toString("utf8");
  if (tag === printableTag && !printableText.test(text))
    malformed("a name has characters that its kind of text has not");
  if (tag === utf8Tag && !Buffer.from(text).equals(content)) malformed("a name is no UTF-8");
  return { text, whole };
}

function escapeValue(value: string): string {
  return value
    .replace(/[,+"\\<>;]/g, "\\$&")
    .replace(/^[# ]/, "\\$&")
    .replace(/ $/, "\\ ");
}
