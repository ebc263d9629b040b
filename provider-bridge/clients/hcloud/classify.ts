/** The third link: what an answer, or the lack of one, means. */
import {
  type CallContext,
  type HttpAnswer,
  type HttpRequest,
  JsonReader,
  type Send,
  TransportError,
} from "../transport";
import { HcloudError, type HcloudErrorCode } from "./hcloud-error";

/** Hetzner's codes (documentation of its API, "Errors") and what they mean for us. */
const MEANINGS: Readonly<Record<string, HcloudErrorCode>> = {
  unauthorized: "unauthorized",
  token_readonly: "unauthorized",
  forbidden: "forbidden",
  resource_limit_exceeded: "forbidden",
  not_found: "not_found",
  uniqueness_error: "not_unique",
  conflict: "busy",
  locked: "busy",
  resource_locked: "busy",
  protected: "protected",
  resource_unavailable: "out_of_stock",
  no_space_left_in_location: "out_of_stock",
  placement_error: "placement",
  rate_limit_exceeded: "rate_limited",
  invalid_input: "invalid",
  json_error: "invalid",
  maintenance: "unavailable",
  unavailable: "unavailable",
  service_error: "refused",
};

/** For answers that carry no code of Hetzner's. */
const STATUS_MEANINGS: Readonly<Record<number, HcloudErrorCode>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  409: "busy",
  423: "busy",
  429: "rate_limited",
  500: "unclear",
  502: "unclear",
  503: "unavailable",
  504: "unclear",
};

/** Sends, and turns everything but success into an {@link HcloudError}. */
export function classified(send: Send): (request: HttpRequest, context: CallContext) => Promise<HttpAnswer> {
  return async (request, context) => {
    const what = `Cannot ${request.method} "${request.url.pathname}" of the Hetzner Cloud API`;
    const answer = await sent(send, request, context, what);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw refusal(answer, what);
  };
}

async function sent(send: Send, request: HttpRequest, context: CallContext, what: string): Promise<HttpAnswer> {
  try {
    return await send(request, context);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const code = error.nothingSent ? "unreachable" : "unclear";
    throw new HcloudError(code, `${what}: ${error.message}`, { cause: error });
  }
}

function refusal(answer: HttpAnswer, what: string): HcloudError {
  const { apiCode, text } = said(answer);
  const code = (apiCode === undefined ? undefined : MEANINGS[apiCode]) ?? STATUS_MEANINGS[answer.status] ?? "refused";
  const told = text === undefined ? "" : `: ${text}`;
  const reason = `${what}: status ${answer.status}${apiCode === undefined ? "" : ` "${apiCode}"`}${told}`;
  return new HcloudError(code, `${reason}${ADVICE[code] ?? ""}`, {
    ...(apiCode === undefined ? {} : { apiCode }),
    ...waitOf(answer),
  });
}

const ADVICE: Partial<Record<HcloudErrorCode, string>> = {
  unauthorized: '. Check "hcloud_token" of the provider block, or the variable HCLOUD_TOKEN: it must be able to write',
  protected: ". Turn its delete protection off first",
};

function said(answer: HttpAnswer): { apiCode?: string; text?: string } {
  try {
    const error = new JsonReader(JSON.parse(answer.body), "an error").object("error");
    const fields = fieldsOf(error);
    return { apiCode: error.text("code"), text: `${error.text("message")}${fields}` };
  } catch {
    return {}; // A proxy or a broken answer: the status alone has to do.
  }
}

/** Which fields Hetzner did not like: names and sentences, never values. */
function fieldsOf(error: JsonReader): string {
  const fields = error.objectOrNull("details")?.objects("fields") ?? [];
  const named = fields.map((field) => [field.text("name"), ...field.texts("messages")].join(": "));
  return named.length === 0 ? "" : ` (${named.join("; ")})`;
}

function waitOf(answer: HttpAnswer): { waitMs?: number } {
  const seconds = Number(answer.headers["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? { waitMs: seconds * 1000 } : {};
}
