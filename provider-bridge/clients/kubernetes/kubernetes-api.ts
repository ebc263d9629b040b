/** The chain of a call, in one place: send → log → classify → try another server, or again → parse. */
import {
  type CallContext,
  type Clock,
  createHttpSend,
  type HttpAnswer,
  type HttpRequest,
  JsonReader,
  jsonBody,
  loggedSend,
  retrying,
  TransportError,
  type Verdict,
} from "../transport";
import { refusal, transportFailure } from "./classify";
import type { KubernetesAccess } from "./kubeconfig";
import { KubernetesError, malformed } from "./kubernetes-error";

/** What the chain is made of. */
export interface KubernetesApiOptions {
  readonly access: KubernetesAccess;
  /** Addresses of API servers of this cluster, e.g. `https://10.0.0.1:6443`, in the order in which they are tried. */
  readonly servers: readonly string[];
  readonly clock: Clock;
  readonly random: () => number;
  /** For the `user-agent`. */
  readonly userAgent: string;
}

/** A call of the API. */
export interface KubernetesCall {
  readonly method: HttpRequest["method"];
  /** e.g. `/api/v1/nodes/worker-1` */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** @default application/json */
  readonly contentType?: string;
  /** Whether 429 is an answer for the caller, as of an eviction, and not tried again. @default false */
  readonly tellsTooMany?: boolean;
}

/** How long one exchange may take, milliseconds: an API server that lost etcd answers late or never. */
const attemptTimeoutMs = 10_000;
const attempts = 3;

/** One cluster's API. */
export class KubernetesApi {
  readonly #options: KubernetesApiOptions;
  readonly #send: ReturnType<typeof loggedSend>;
  readonly #close: () => void;
  /** The one that answered last is asked first. */
  #preferred = 0;

  constructor(options: KubernetesApiOptions) {
    const { ca, certificate, key } = options.access;
    const http = createHttpSend({ ca, identity: { certificate, key }, attemptTimeoutMs });
    this.#options = options;
    this.#send = loggedSend("Kubernetes", http.send, options.clock);
    this.#close = http.close;
  }

  /** The address that is asked first. */
  get server(): string {
    return this.#options.servers[this.#preferred] ?? this.#options.access.server;
  }

  /** Who asks, and whom it trusts. */
  get access(): KubernetesAccess {
    return this.#options.access;
  }

  /**
   * One call; its answer's fields.
   * @throws KubernetesError, and the signal's reason
   */
  async call(call: KubernetesCall, context: CallContext): Promise<JsonReader> {
    const options = { ...this.#options, attempts };
    const judge = (error: unknown) => judgeFailure(error, call);
    const answer = await retrying(() => this.#anyServer(call, context), judge, context, options);
    const where = `${call.method} "${call.path}"`;
    const isJson = answer.headers["content-type"]?.includes("json") === true;
    // A page of somebody in between says nothing of what became of a change.
    if (!isJson && answer.body !== "" && call.method !== "GET") {
      throw malformed(`Cannot ${where}: the answer is no JSON`, {});
    }
    if (answer.body === "" || !isJson) return new JsonReader({ text: answer.body }, where, malformed);
    return jsonBody(answer, where, malformed);
  }

  /** Ends all connections. */
  close(): void {
    this.#close();
  }

  async #anyServer(call: KubernetesCall, context: CallContext): Promise<HttpAnswer> {
    const { servers, access } = this.#options;
    const candidates = servers.length === 0 ? [access.server] : servers;
    let last: unknown;
    for (let tried = 0; tried < candidates.length; tried += 1) {
      const index = (this.#preferred + tried) % candidates.length;
      try {
        const answer = await this.#exchange(candidates[index] ?? access.server, call, context);
        this.#preferred = index;
        return answer;
      } catch (error) {
        last = error;
        if (!(error instanceof KubernetesError) || !mayAskAnother(error, call)) throw error;
      }
    }
    throw last;
  }

  async #exchange(server: string, call: KubernetesCall, context: CallContext): Promise<HttpAnswer> {
    const request = this.#request(server, call);
    let answer: HttpAnswer;
    try {
      answer = await this.#send(request, context);
    } catch (error) {
      if (error instanceof TransportError) throw transportFailure(error, request);
      throw error;
    }
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw refusal(answer, request);
  }

  #request(server: string, { method, path, query = {}, body, contentType }: KubernetesCall): HttpRequest {
    const url = new URL(path, server);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers = { accept: "application/json", "user-agent": this.#options.userAgent };
    if (body === undefined) return { method, url, headers };
    const typed = { ...headers, "content-type": contentType ?? "application/json" };
    return { method, url, headers: typed, body: JSON.stringify(body) };
  }
}

/** A read may go to any server; a change only where nothing of it can have been done. */
function mayAskAnother(error: KubernetesError, { method }: KubernetesCall): boolean {
  return error.nothingSent || (method === "GET" && (error.code === "unclear" || error.code === "unavailable"));
}

function judgeFailure(error: unknown, { method, tellsTooMany = false }: KubernetesCall): Verdict {
  if (!(error instanceof KubernetesError)) return { kind: "give_up" };
  if (error.code === "too_many" && !tellsTooMany) {
    return error.waitMs === undefined ? { kind: "again" } : { kind: "later", waitMs: error.waitMs };
  }
  if (error.nothingSent) return { kind: "again" };
  const mayPass = error.code === "unclear" || error.code === "unavailable";
  return { kind: mayPass && method !== "POST" ? "again" : "give_up" };
}
