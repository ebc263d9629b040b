import { parseIp } from "../formats/ip";
import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/** Which addresses are taken. */
export interface IpAddressOptions {
  /** @default both versions */
  readonly version?: 4 | 6;
}

/** An IP address without prefix length, port or zone. */
export function ipAddress({ version }: IpAddressOptions = {}): Validator<StringType> {
  return textValidator({
    summary: "Not an IP address",
    description: `an IP${version === undefined ? "" : `v${version}`} address`,
    problem: (text) => {
      const read = parseIp(text);
      if (!read.ok) return `is no address: ${read.problem}`;
      if (version === undefined || read.value.version === version) return undefined;
      return `is an IPv${read.value.version} address`;
    },
  });
}
