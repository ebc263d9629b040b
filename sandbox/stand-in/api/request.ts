import { ApiError, apiErrorCode } from "./api-error";
import { type JsonObject, member, parseObject } from "./json";

/** A pair of a query; a name may come often. */
export type QueryPair = readonly [name: string, value: string];

/** One request. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Without `/v1`. */
  readonly path: string;
  readonly query: readonly QueryPair[];
  /** Undefined sends none. */
  readonly body: JsonObject | undefined;
}

/** Where to, and as whom. */
export interface Credentials {
  /** On loopback, with `/v1`, without a slash at its end. */
  readonly endpoint: string;
  readonly token: string;
}

/** Who asks, as the real provider says it; the sandbox's events show it. */
const USER_AGENT = "hcloud-terraform/1.68.0 hcloud-go/2.47.0";

/** Sends one request once. Answers the parsed body, `{}` for an empty one. @throws ApiError for what is no success. */
export async function sendRequest(
  { endpoint, token }: Credentials,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { method, path, query, body } = request;
  const headers = { accept: "application/json", authorization: `Bearer ${token}`, "user-agent": USER_AGENT };
  const what = `${method} ${path}`;
  const answer = await fetch(`${endpoint}${path}${queryText(query)}`, {
    method,
    signal,
    redirect: "error", // which might lead off this machine
    ...(body === undefined
      ? { headers }
      : { headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) }),
  })
    .then(async (response) => ({ response, text: await response.text() }))
    .catch((cause: unknown) => {
      signal.throwIfAborted();
      throw new ApiError(`Cannot reach "${endpoint}" for ${what}: start the sandbox, or export its HCLOUD_ENDPOINT`, {
        code: "unreachable",
        cause,
      });
    });
  return readAnswer(what, answer.response, answer.text);
}

/** Sorted by name, as Go writes queries. */
function queryText(query: readonly QueryPair[]): string {
  if (query.length === 0) return "";
  const pairs = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]));
  pairs.sort();
  return `?${pairs.toString()}`;
}

function readAnswer(what: string, { ok, status, headers }: Response, text: string): JsonObject {
  const isJson = headers.get("content-type")?.startsWith("application/json") === true;
  const answered = isJson ? parseObject(text) : undefined;
  if (ok && (answered !== undefined || text === "")) return answered ?? {};
  if (ok)
    throw new ApiError(`Cannot read the answer to ${what}: it is no JSON object`, { code: "malformed_answer", status });
  const error = member(answered ?? {}, "error");
  if (typeof error["code"] !== "string") {
    throw new ApiError(`Cannot do ${what}: status ${status} came back, without an error of the API`, {
      code: "bare_answer",
      status,
    });
  }
  const told = String(error["message"] ?? "");
  throw new ApiError(`Cannot do ${what}: the API answered ${status} "${error["code"]}": ${told}`, {
    code: apiErrorCode(error["code"]),
    status,
    told,
  });
}
