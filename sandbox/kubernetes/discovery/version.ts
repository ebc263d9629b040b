import type { JsonObject } from "../plain/json";

/** GET /version; versions before 1.34 do not tell what they emulate. */
export function versionInfo(gitVersion: string): JsonObject {
  const [, major = "1", minor = "0"] = /^v?(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  const emulation: JsonObject = {
    emulationMajor: major,
    emulationMinor: minor,
    minCompatibilityMajor: major,
    minCompatibilityMinor: String(Number(minor) - 1),
  };
  return {
    major,
    minor,
    ...(Number(minor) >= 33 ? emulation : {}),
    gitVersion,
    gitCommit: "0000000000000000000000000000000000000000",
    gitTreeState: "clean",
    buildDate: "2026-01-01T00:00:00Z",
    goVersion: "go1.26.0",
    compiler: "gc",
    platform: "linux/amd64",
  };
}
