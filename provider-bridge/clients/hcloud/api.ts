/** The chain of a call, in one place: send → log → classify → retry → rate limit → parse. */
import {
  type CallContext,
  type Clock,
  type HttpRequest,
  JsonReader,
  jsonBody,
  loggedSend,
  retrying,
  type Send,
  type Verdict,
} from "../transport";
import { classified } from "./classify";
import { Governor } from "./governor";
import { HcloudError, unreadable } from "./hcloud-error";

/** What the chain is made of. */
export interface HcloudApiOptions {
  /** With the version, e.g. `https://api.hetzner.cloud/v1`. */
  readonly endpoint: string;
  readonly token: string;
  /** For the `user-agent`, e.g. `hephaestus/0.1.0`. */
  readonly userAgent: string;
  /** How many requests an hour this process may make. @default what Hetzner allows */
  readonly maxRequestsPerHour?: number | undefined;
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
}

/** A call of the API. */
export interface HcloudCall {
  readonly method: HttpRequest["method"];
  /** Below the endpoint, e.g. `/servers/42`. */
  readonly path: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: unknown;
  /**
   * Whether doing it twice does no more than doing it once; then it is tried again even where nobody knows what came of
   * it. @default true for everything but POST
   */
  readonly repeatable?: boolean;
}

/** Pages are read to their end; 50 entries is the most Hetzner gives at once. */
const pageSize = "50";
/** More pages than any project has. */
const mostPages = 1_000;

/** Hetzner's API as this process calls it. */
export class HcloudApi {
  readonly #options: HcloudApiOptions;
  readonly #governor: Governor;
  readonly #send: ReturnType<typeof classified>;

  constructor(options: HcloudApiOptions) {
    this.#options = options;
    this.#governor = new Governor(options.clock, options.maxRequestsPerHour);
    this.#send = classified(this.#counted(loggedSend("Hetzner", options.send, options.clock)));
  }

  /**
   * One call; its answer's fields. An answer without a body is an empty object.
   * @throws HcloudError ("unclear" also for what cannot be read, later, field by field), and the signal's reason.
   */
  async call(call: HcloudCall, context: CallContext): Promise<JsonReader> {
    const { method, path, repeatable = method !== "POST" } = call;
    const request = this.#request(call);
    const attempt = async () => {
      await this.#governor.pass(context);
      return this.#send(request, context);
    };
    const judge = (error: unknown) => this.#judge(error, repeatable);
    const answer = await retrying(attempt, judge, context, this.#options);
    const where = `${method} "${path}"`;
    return answer.body === "" ? new JsonReader({}, where, unreadable) : jsonBody(answer, where, unreadable);
  }

  /** All entries of a list, page by page. */
  async list(
    path: string,
    key: string,
    query: NonNullable<HcloudCall["query"]>,
    context: CallContext,
  ): Promise<readonly JsonReader[]> {
    const entries: JsonReader[] = [];
    let page: number | null = 1;
    for (let read = 0; page !== null && read < mostPages; read += 1) {
      const paging: HcloudCall["query"] = [
        ["page", String(page)],
        ["per_page", pageSize],
      ];
      const answer = await this.call({ method: "GET", path, query: [...query, ...paging] }, context);
      entries.push(...answer.items(key));
      page = answer.objectOrNull("meta")?.objectOrNull("pagination")?.numberOrNull("next_page") ?? null;
    }
    return entries;
  }

  #counted(send: Send): Send {
    return async (request, context) => {
      const answer = await send(request, context);
      this.#governor.saw(answer.headers);
      return answer;
    };
  }

  #request({ method, path, query = [], body }: HcloudCall): HttpRequest {
    const { endpoint, token, userAgent } = this.#options;
    const url = new URL(`${endpoint.replace(/\/+$/, "")}${path}`);
    for (const [name, value] of query) url.searchParams.append(name, value);
    const headers = { authorization: `Bearer ${token}`, accept: "application/json", "user-agent": userAgent };
    if (body === undefined) return { method, url, headers };
    return { method, url, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
  }

  #judge(error: unknown, repeatable: boolean): Verdict {
    if (!(error instanceof HcloudError)) return { kind: "give_up" };
    switch (error.code) {
      case "rate_limited":
        return { kind: "later", waitMs: error.waitMs ?? this.#governor.exhausted() };
      case "busy":
      case "unreachable":
        return { kind: "again" };
      case "unavailable":
      case "unclear":
        return { kind: repeatable ? "again" : "give_up" };
      default:
        return { kind: "give_up" };
    }
  }
}
