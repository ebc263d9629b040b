import { parseCidr } from "../formats/cidr";
import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/** Which address ranges are taken. */
export interface CidrOptions {
  /** @default both versions */
  readonly version?: 4 | 6;
  /** Whether bits behind the prefix may be set (`10.0.0.1/16`). @default false */
  readonly allowHostBits?: boolean;
  /** The shortest prefix taken. @default 0 */
  readonly minPrefixLength?: number;
  /** The longest prefix taken. @default as long as the address */
  readonly maxPrefixLength?: number;
}

/** An address range: `10.0.0.0/16`, `fd00::/8`. */
export function cidr(options: CidrOptions = {}): Validator<StringType> {
  return textValidator({
    summary: "Not a CIDR",
    description: description(options),
    problem: (text) => problem(text, options),
  });
}

function problem(text: string, options: CidrOptions): string | undefined {
  const read = parseCidr(text);
  if (!read.ok) return `is no address range: ${read.problem}`;
  const { address, prefixLength, hasHostBits } = read.value;
  if (options.version !== undefined && address.version !== options.version) {
    return `is an IPv${address.version} address range`;
  }
  if (hasHostBits && options.allowHostBits !== true) {
    return `has bits set behind its prefix length ${prefixLength}, so it names an address rather than a range`;
  }
  const { minPrefixLength = 0, maxPrefixLength = 128 } = options;
  const fits = prefixLength >= minPrefixLength && prefixLength <= maxPrefixLength;
  return fits ? undefined : `has the prefix length ${prefixLength}`;
}

function description({ version, allowHostBits, minPrefixLength, maxPrefixLength }: CidrOptions): string {
  const example = version === 6 ? "fd00::/8" : "10.0.0.0/16";
  let text = `a CIDR${version === undefined ? "" : ` of IPv${version}`}, for instance ${JSON.stringify(example)}`;
  if (allowHostBits !== true) text += ", without bits set behind the prefix";
  if (minPrefixLength !== undefined) text += `, with a prefix length of at least ${minPrefixLength}`;
  if (maxPrefixLength !== undefined) text += `, with a prefix length of at most ${maxPrefixLength}`;
  return text;
}
