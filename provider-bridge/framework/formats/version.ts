import { type Parsed, parsed, refused } from "./parsed";

/** A version by the rules of semver 2.0.0, with or without a leading `v`. */
export interface Version {
  readonly prefixed: boolean;
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** What stands between `-` and `+`, or empty. */
  readonly prerelease: string;
  /** What stands behind `+`, or empty; it says nothing about which version is newer. */
  readonly build: string;
}

const NUMBER = "(0|[1-9]\\d*)";
const IDENTIFIERS = "[\\dA-Za-z-]+(?:\\.[\\dA-Za-z-]+)*";
const VERSION = new RegExp(`^(v?)${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIERS}))?(?:\\+(${IDENTIFIERS}))?$`);
const MAX_CHARACTERS = 256;

/** Reads a version: three numbers without leading zeros, then perhaps `-prerelease` and `+build`. */
export function parseVersion(text: string): Parsed<Version> {
  if (text.length > MAX_CHARACTERS) return refused(`a version has at most ${MAX_CHARACTERS} characters`);
  const match = VERSION.exec(text);
  if (match === null) return refused("a version is three numbers with dots between them (1.2.3, 1.2.3-beta.1)");
  const [, prefix = "", major = "0", minor = "0", patch = "0", prerelease = "", build = ""] = match;
  if (prerelease.split(".").some((part) => /^0\d+$/.test(part))) {
    return refused("a number in a pre-release has no leading zero");
  }
  return parsed({
    prefixed: prefix === "v",
    major: BigInt(major),
    minor: BigInt(minor),
    patch: BigInt(patch),
    prerelease,
    build,
  });
}
