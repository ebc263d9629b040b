import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/** RFC 1123 for labels (RFC 1035 set 63), lower case only: host names and Kubernetes names are compared as text. */
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;
/** RFC 1035, 2.3.4: 255 octets on the wire are 253 characters of text. */
const MAX_NAME_CHARACTERS = 253;

/** What is wrong with a name made of DNS labels, or undefined. */
export function dnsNameProblem(text: string): string | undefined {
  if (text.length > MAX_NAME_CHARACTERS) return `has ${text.length} characters, more than ${MAX_NAME_CHARACTERS}`;
  return text.split(".").every((label) => LABEL.test(label)) ? undefined : LABEL_PROBLEM;
}

const LABEL_PROBLEM =
  "has a label which is empty, longer than 63 characters, or not made of lower-case letters, digits and inner dashes";

/** One DNS label: `worker-1`. */
export function dnsLabel(): Validator<StringType> {
  return textValidator({
    summary: "Not a DNS label",
    description: "a DNS label: 1 to 63 lower-case letters, digits and inner dashes",
    problem: (text) => (LABEL.test(text) ? undefined : "is no DNS label"),
  });
}

/** Which names are taken. */
export interface DnsNameOptions {
  /** Whether the first label may be `*`. @default false */
  readonly allowWildcard?: boolean;
}

/** A DNS name: labels with dots between them, `api.example.com`. */
export function dnsName({ allowWildcard = false }: DnsNameOptions = {}): Validator<StringType> {
  return textValidator({
    summary: "Not a DNS name",
    description: `a DNS name, for instance "api.example.com"${allowWildcard ? ' or "*.example.com"' : ""}`,
    problem: (text) => dnsNameProblem(allowWildcard && text.startsWith("*.") ? text.slice(2) : text),
  });
}
