import type { Validator } from "../schema/validator";
import { dnsNameProblem } from "./dns";
import { type StringType, textValidator } from "./text-validator";

// Source of both: "Labels" in Hetzner's API documentation.
const NAME = /^[A-Za-z\d](?:[\w.-]{0,61}[A-Za-z\d])?$/;
const RESERVED_PREFIX = "hetzner.cloud";

/** A key of a label at Hetzner: `role`, `example.com/role`. */
export function hetznerLabelKey(): Validator<StringType> {
  return textValidator({
    summary: "Not a label key",
    description:
      'a label key: 1 to 63 letters, digits, and inner "-", "_", ".", perhaps behind a DNS name and "/" (not "hetzner.cloud/")',
    problem: keyProblem,
  });
}

/** A value of a label at Hetzner; it may be empty. */
export function hetznerLabelValue(): Validator<StringType> {
  return textValidator({
    summary: "Not a label value",
    description: 'a label value: empty, or up to 63 letters, digits, and inner "-", "_", "."',
    problem: (text) => (text === "" || NAME.test(text) ? undefined : nameProblem(text)),
  });
}

function keyProblem(text: string): string | undefined {
  const slash = text.indexOf("/");
  const prefix = slash < 0 ? undefined : text.slice(0, slash);
  if (prefix === RESERVED_PREFIX) return "has a prefix that Hetzner keeps for itself";
  const wrong = prefix === undefined ? undefined : dnsNameProblem(prefix);
  if (wrong !== undefined) return `has a prefix that ${wrong}`;
  const name = text.slice(slash + 1);
  return NAME.test(name) ? undefined : nameProblem(name);
}

function nameProblem(name: string): string {
  if (name === "") return "has no name";
  if (name.length > 63) return `has a name of ${name.length} characters`;
  return "has characters that are not taken where they stand";
}
