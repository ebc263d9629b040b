import { parseVersion } from "../formats/version";
import { textSemantics } from "./text-semantics";

/** Versions with and without `v`: `v1.13.9` is `1.13.9`. Builds (`+…`) are told apart: they are other files. */
export const versionSemantics = textSemantics(
  "version",
  parseVersion,
  (left, right) =>
    left.major === right.major &&
    left.minor === right.minor &&
    left.patch === right.patch &&
    left.prerelease === right.prerelease &&
    left.build === right.build,
);
