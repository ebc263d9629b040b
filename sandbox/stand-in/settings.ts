import { DiagnosticError, type Diagnostics } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { parseDuration } from "../../provider-bridge/framework/formats/duration";
import { path } from "../../provider-bridge/framework/values/path";
import type { Value } from "../../provider-bridge/framework/values/value";
import type { Pause } from "./api";
import type { Polling } from "./api/polling";
import type { Credentials } from "./api/request";
import { field } from "./legacy/field";

/** Where the provider finds what its block does not say. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the stand-in works with. The endpoint is on this machine's loopback. */
export interface Settings extends Credentials {
  readonly polling: Polling;
}

/** What each call asks the API with. */
export interface Connection extends Settings, Surroundings {}

/** Time and chance, handed in. */
export interface Surroundings {
  /** How waits are made: those between polls and between tries. */
  readonly pause: Pause;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** What the provider block says; what it does not say is undefined. */
export interface SettingsBlock {
  readonly token?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly pollInterval?: string | undefined;
  readonly pollFunction?: string | undefined;
}

/** What a token is made of: exactly so many bytes, as the real provider counts. */
const TOKEN_BYTES = 64;

/** Reads what the provider block and the environment say. @throws DiagnosticError for a missing token, or an endpoint elsewhere. */
export function settingsOf(block: SettingsBlock, environment: Environment): Settings {
  const token = block.token ?? environment["HCLOUD_TOKEN"] ?? "";
  if (token === "") {
    throw new DiagnosticError(
      "Missing Hetzner Cloud API token",
      "Found no token, neither in the provider block (token) nor in the environment (HCLOUD_TOKEN).",
      { path: path("token") },
    );
  }
  if (Buffer.byteLength(token) !== TOKEN_BYTES) {
    throw new DiagnosticError("Invalid Hetzner Cloud API token", `A token has exactly ${TOKEN_BYTES} characters.`, {
      path: path("token"),
    });
  }
  const endpoint = loopbackEndpoint(block.endpoint ?? environment["HCLOUD_ENDPOINT"] ?? "");
  return { endpoint, token, polling: pollingOf(block) };
}

function pollingOf({ pollInterval = "", pollFunction }: SettingsBlock): Polling {
  const interval = parseDuration(pollInterval);
  const intervalMs = interval.ok ? Math.max(0, Number(interval.value) / 1e6) : undefined;
  return { intervalMs, grows: pollFunction !== "constant" };
}

/** The endpoint without slashes at its end. @throws DiagnosticError where it is not on loopback. */
export function loopbackEndpoint(endpoint: string): string {
  if (URL.canParse(endpoint)) {
    const { hostname, protocol } = new URL(endpoint);
    const isLoopback = /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === "[::1]" || hostname === "localhost";
    if (isLoopback && (protocol === "http:" || protocol === "https:")) return endpoint.replace(/\/+$/, "");
  }
  throw new DiagnosticError(
    "This is a stand-in for the sandbox only",
    `The stand-in of hetznercloud/hcloud speaks to a sandbox on this machine's loopback and to nothing else; the endpoint is "${endpoint}". Start "hephaestus sandbox" and export what it prints (HCLOUD_ENDPOINT), or use the real provider from a registry.`,
    { path: path("endpoint") },
  );
}

/** How the provider block wants actions to be polled. Durations are Go's: `500ms`, `1m30s`. */
export function checkPolling(config: Value, diagnostics: Diagnostics): void {
  const [how, interval] = [field(config, "poll_function"), field(config, "poll_interval")];
  if (typeof how === "string" && how !== "constant" && how !== "exponential") {
    diagnostics.error(
      "Invalid poll function",
      `Expected "constant" or "exponential", got "${how}".`,
      path("poll_function"),
    );
  }
  if (typeof interval === "string" && interval !== "" && !/^-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(interval)) {
    diagnostics.error(
      "Invalid poll interval",
      `Expected a duration like "500ms", got "${interval}".`,
      path("poll_interval"),
    );
  }
}
