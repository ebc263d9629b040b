/** What an answer, or the lack of one, means. */
import { type HttpAnswer, type HttpRequest, JsonReader, type TransportError } from "../transport";
import { KubernetesError, type KubernetesErrorCode } from "./kubernetes-error";

const MEANINGS: Readonly<Record<number, KubernetesErrorCode>> = {
  400: "invalid",
  401: "forbidden",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  410: "expired",
  422: "invalid",
  429: "too_many",
  500: "unavailable",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** The error of an answer that is no success. */
export function refusal(answer: HttpAnswer, request: Pick<HttpRequest, "method" | "url">): KubernetesError {
  const code = MEANINGS[answer.status] ?? "refused";
  const seconds = Number(answer.headers["retry-after"]);
  const message = `${cannot(request)}: status ${answer.status}${said(answer)}`;
  return new KubernetesError(code, message, seconds > 0 ? { waitMs: seconds * 1000 } : {});
}

/** The error of an exchange that brought no answer. */
export function transportFailure(error: TransportError, request: Pick<HttpRequest, "method" | "url">): KubernetesError {
  const codes = { not_connected: "not_connected", not_trusted: "not_trusted", malformed: "malformed" } as const;
  const code = error.code in codes ? codes[error.code as keyof typeof codes] : "unclear";
  return new KubernetesError(code, `${cannot(request)}: ${error.message}`, { cause: error });
}

function cannot({ method, url }: Pick<HttpRequest, "method" | "url">): string {
  return `Cannot ${method} "${url.pathname}" of the Kubernetes API at "${url.host}"`;
}

/** Longer texts of a server are cut: a message is for people. */
const mostCharacters = 400;

function said({ body }: HttpAnswer): string {
  try {
    return `: ${new JsonReader(JSON.parse(body), "a status").text("message").slice(0, mostCharacters)}`;
  } catch {
    return ""; // A proxy or a broken answer: the status alone has to do.
  }
}
