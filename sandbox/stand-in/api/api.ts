import type { Settings } from "../settings";
import { ApiError } from "./api-error";

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Who asks, as the real provider says it; the sandbox's events show it. */
const USER_AGENT = "hcloud-terraform/1.68.0 hcloud-go/2.47.0";

/** Asks the API. Made by `configure`, for a loopback endpoint only. */
export class Api {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /**
   * One request; `body` undefined sends none. Answers the parsed body, `{}` for an empty one.
   *
   * @throws ApiError for an answer that is no success.
   */
  async ask(method: string, path: string, signal: AbortSignal, body?: JsonObject): Promise<JsonObject> {
    const { endpoint, token } = this.#settings;
    const headers = { accept: "application/json", authorization: `Bearer ${token}`, "user-agent": USER_AGENT };
    const response = await fetch(`${endpoint}${path}`, {
      method,
      signal,
      redirect: "error", // which might lead off this machine
      ...(body === undefined
        ? { headers }
        : { headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const answered = objectOf(await response.text());
    if (response.ok) return answered ?? {};
    const error = member(answered ?? {}, "error");
    throw new ApiError(
      `${method} ${path}`,
      response.status,
      String(error["code"] ?? ""),
      String(error["message"] ?? ""),
    );
  }
}

/** A member that is an object; an empty one where there is none. */
export function member(object: JsonObject, name: string): JsonObject {
  return asObject(object[name]) ?? {};
}

function objectOf(text: string): JsonObject | undefined {
  if (text === "") return undefined;
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined; // told by its status, as a bare answer of a proxy
  }
}

function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}
