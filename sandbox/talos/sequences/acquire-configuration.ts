/** Where a machine finds its configuration at boot: on STATE, else in the server's user data (facts §3.3). */
import { gunzipSync } from "node:zlib";
import { type Configuration, ConfigurationError, checkConfiguration, isComplete, readConfiguration } from "../config";
import type { TalosMachine } from "../machine/machine";

/** What was found. */
export type Acquired =
  | { kind: "complete"; configuration: Configuration }
  /** Documents without a v1alpha1 one: they are kept, and the machine stays in maintenance. */
  | { kind: "partial"; configuration: Configuration }
  | { kind: "none" }
  /** Something is there and cannot be used: the machine tries again and again, and never gets to maintenance. */
  | { kind: "broken"; reason: string };

/** No machine configuration unpacks to more than that. */
const mostBytes = 8 * 1024 * 1024;

/** Looks in the order in which Talos looks. */
export function acquireConfiguration(machine: TalosMachine): Acquired {
  const { configText } = machine.installation;
  if (configText !== null) {
    // It was checked when it was applied, by this version or the one before it.
    const configuration = tryRead(() => readConfiguration(configText, machine.minor));
    if (configuration instanceof ConfigurationError) return { kind: "broken", reason: configuration.message };
    return { kind: isComplete(configuration) ? "complete" : "partial", configuration };
  }
  const { userData } = machine.server;
  if (userData === null || userData.trim() === "") return { kind: "none" };
  const configuration = tryRead(() => {
    const read = readConfiguration(userDataText(userData), machine.minor);
    checkConfiguration(read, machine.minor);
    return read;
  });
  if (configuration instanceof ConfigurationError) return { kind: "broken", reason: configuration.message };
  return { kind: isComplete(configuration) ? "complete" : "partial", configuration };
}

/** User data is YAML, or base64 of it, which may be gzipped inside. */
function userDataText(userData: string): string {
  const packed = userData.replace(/\s/g, "");
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return userData;
  const bytes = Buffer.from(packed, "base64");
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes }).toString("utf8");
  } catch {
    throw new ConfigurationError("failed to decompress user data");
  }
}

function tryRead(read: () => Configuration): Configuration | ConfigurationError {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}
