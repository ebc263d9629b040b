/** Versions and version contracts as numbers; which versions go together is not decided here but in compatibility/. */
export { newestContract, parseContract } from "./contract";
export { compareVersions, formatVersion, parseVersion, type Version } from "./version";
