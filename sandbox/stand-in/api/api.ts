import { actionsOf, waitForActions } from "./actions";
import { ApiError, failedWith } from "./api-error";
import { asObject, type JsonObject, members } from "./json";
import type { Pause } from "./pause";
import type { Polling } from "./polling";
import { pollDelayMs } from "./polling";
import { type ApiRequest, type Credentials, type QueryPair, sendRequest } from "./request";
import { retry } from "./retry";

/** What an API is made of: one for each call of Terraform's. */
export interface ApiOptions extends Credentials {
  readonly polling: Polling;
  /** Which of the real provider's two SDKs asks; they poll differently. */
  readonly half: "sdk" | "framework";
  readonly pause: Pause;
  /** Aborted when the call must end. */
  readonly signal: AbortSignal;
}

/** Retries of Hetzner's client after the first try. */
const CLIENT_RETRIES = 5;

/** As many as a list request of Hetzner's client asks for, and the most there are. */
const PER_PAGE = "50";

/** More pages than any sandbox fills. */
const MAX_PAGES = 1000;

/** Hetzner's API during one call: sends requests one after the other, tries again as Hetzner's client does, waits. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** @throws ApiError for an answer that is no success. */
  get(path: string, query: readonly QueryPair[] = []): Promise<JsonObject> {
    return this.#ask({ method: "GET", path, query, body: undefined });
  }

  /** @throws ApiError for an answer that is no success. */
  put(path: string, body: JsonObject): Promise<JsonObject> {
    return this.#ask({ method: "PUT", path, query: [], body });
  }

  /** Without waiting for what it starts; see {@link act}. @throws ApiError for an answer that is no success. */
  post(path: string, body?: JsonObject): Promise<JsonObject> {
    return this.#ask({ method: "POST", path, query: [], body });
  }

  /** Without waiting for what it starts. @throws ApiError for an answer that is no success. */
  delete(path: string): Promise<JsonObject> {
    return this.#ask({ method: "DELETE", path, query: [], body: undefined });
  }

  /** Posts, and waits for the actions of the answer. @throws ApiError for a refusal, and for an action that fails. */
  async act(path: string, body?: JsonObject): Promise<JsonObject> {
    const answer = await this.post(path, body);
    await this.waitFor(answer);
    return answer;
  }

  /** Waits for the actions of an answer, all at once; those that have ended are not asked for. @throws ApiError */
  async waitFor(answer: JsonObject): Promise<void> {
    const { polling, half } = this.#options;
    await waitForActions(actionsOf(answer), { api: this, delayMs: (polls) => pollDelayMs(polling, half, polls) });
  }

  /** One object of an answer to GET. @throws ApiError also where the answer has none. */
  async getOne(path: string, name: string): Promise<JsonObject> {
    const found = asObject((await this.get(path))[name]);
    if (found !== undefined) return found;
    throw new ApiError(`Cannot read the answer to GET ${path}: there is no "${name}"`, { code: "malformed_answer" });
  }

  /** One object, or undefined where the API says that there is none. @throws ApiError for all else. */
  async find(path: string, name: string): Promise<JsonObject | undefined> {
    try {
      return await this.getOne(path, name);
    } catch (error) {
      if (failedWith(error, "not_found")) return undefined;
      throw error;
    }
  }

  /** By id, else by name, as Hetzner's client looks things up whose id may be a name. */
  async findByIdOrName(list: string, one: string, idOrName: string): Promise<JsonObject | undefined> {
    const isId = /^\d+$/.test(idOrName);
    const byId = isId ? await this.find(`/${list}/${idOrName}`, one) : undefined;
    return byId ?? members(await this.get(`/${list}`, [["name", idOrName]]), list)[0];
  }

  /** All pages of a list. */
  async list(list: string, query: readonly QueryPair[] = []): Promise<readonly JsonObject[]> {
    const found: JsonObject[] = [];
    for (let page = 1; page <= MAX_PAGES; ) {
      const answer = await this.get(`/${list}`, [...query, ["page", String(page)], ["per_page", PER_PAGE]]);
      found.push(...members(answer, list));
      const next = asObject(asObject(answer["meta"])?.["pagination"])?.["next_page"];
      if (typeof next !== "number" || next <= page) break;
      page = next;
    }
    return found;
  }

  /** Waits. Rejects when the call must end. */
  pause(durationMs: number): Promise<void> {
    return this.#options.pause(durationMs, this.#options.signal);
  }

  #ask(request: ApiRequest): Promise<JsonObject> {
    const run = () => sendRequest(this.#options, request, this.#options.signal);
    return retry(this, { tries: CLIENT_RETRIES + 1, when: passes }, run);
  }
}

/** What Hetzner's client tries again by itself: collisions, its rate limit, and a proxy that finds nobody. */
function passes(error: unknown): boolean {
  if (failedWith(error, "conflict", "rate_limit_exceeded")) return true;
  return failedWith(error, "bare_answer") && (error.status === 502 || error.status === 504);
}
