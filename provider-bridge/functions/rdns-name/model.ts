/** Names for reverse DNS out of a template: pure, no I/O. */
import { parseIp } from "../../framework/formats/ip";

/** A template that cannot become a name; the message says why. */
export class RdnsTemplateError extends Error {
  override readonly name = "RdnsTemplateError";
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/**
 * Fills `{{ name }}` placeholders of a template. A value `ip` also gives `ip-type` (`ipv4` or `ipv6`) and `ip-labels`
 * (the address in the order of reverse DNS, `4.3.2.1`). The result is lower-case.
 *
 * @throws RdnsTemplateError for a placeholder without a value, a leftover brace, an address that is none, or a result
 *   that is no DNS name.
 */
export function rdnsNameOf(template: string, values: Readonly<Record<string, string>>): string {
  const known = new Map([...Object.entries(values), ...addressEntries(values["ip"])]);
  const filled = template.replace(PLACEHOLDER, (_match, inner: string) => {
    const name = inner.trim();
    const value = known.get(name);
    if (value === undefined) throw new RdnsTemplateError(missingText(name, [...known.keys()]));
    return value;
  });
  if (/[{}]/.test(filled)) {
    throw new RdnsTemplateError(`Cannot read the template "${template}": a placeholder is written {{ name }}`);
  }
  return checkedName(filled.toLowerCase().replace(/\.$/, ""), template);
}

function missingText(name: string, known: readonly string[]): string {
  const list = known.length === 0 ? "none" : known.map((each) => `"${each}"`).join(", ");
  return `Cannot fill the placeholder "${name}": no value has that name (there are: ${list})`;
}

function addressEntries(ip: string | undefined): readonly (readonly [string, string])[] {
  if (ip === undefined) return [];
  const read = parseIp(ip);
  if (!read.ok) throw new RdnsTemplateError(`Cannot use the value "ip" ("${ip}"): ${read.problem}`);
  const { version, bits } = read.value;
  return [
    ["ip-type", `ipv${version}`],
    ["ip-labels", version === 4 ? reversed(bits, 8n, 4, 10) : reversed(bits, 4n, 32, 16)],
  ];
}

/** The parts of a number from the lowest to the highest, with dots between them. */
function reversed(bits: bigint, partBits: bigint, parts: number, radix: number): string {
  const mask = (1n << partBits) - 1n;
  return Array.from({ length: parts }, (_, index) =>
    ((bits >> (BigInt(index) * partBits)) & mask).toString(radix),
  ).join(".");
}

/** RFC 1035: 253 characters of text, labels of 1 to 63 letters, digits and inner dashes. */
function checkedName(name: string, template: string): string {
  const label = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/;
  const wrong = name.split(".").find((each) => !label.test(each));
  if (wrong === undefined && name.length <= 253) return name;
  const reason =
    wrong === undefined
      ? `it has ${name.length} characters, and a DNS name at most 253`
      : `the label "${wrong}" is empty, longer than 63 characters, or not made of letters, digits and inner dashes`;
  throw new RdnsTemplateError(`Cannot make a DNS name of "${template}", which gives "${name}": ${reason}`);
}
