import { parseVersion } from "../formats/version";
import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/** Which versions are taken. */
export interface VersionOptions {
  /** Whether a version begins with `v`. @default "allowed" */
  readonly prefix?: "allowed" | "required" | "refused";
}

/** A version by the rules of semver 2.0.0: `v1.13.9`, `1.36.3`, `1.14.0-beta.1`. */
export function version({ prefix = "allowed" }: VersionOptions = {}): Validator<StringType> {
  return textValidator({
    summary: "Not a version",
    description: DESCRIPTIONS[prefix],
    problem: (text) => {
      const read = parseVersion(text);
      if (!read.ok) return `is no version: ${read.problem}`;
      if (prefix === "required" && !read.value.prefixed) return 'does not begin with "v"';
      return prefix === "refused" && read.value.prefixed ? 'begins with "v"' : undefined;
    },
  });
}

const DESCRIPTIONS = {
  allowed: 'a version, for instance "1.13.9" or "v1.13.9"',
  required: 'a version that begins with "v", for instance "v1.13.9"',
  refused: 'a version without a leading "v", for instance "1.36.3"',
} as const;
