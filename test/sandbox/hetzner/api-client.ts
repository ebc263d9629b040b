/** Speaks to a sandbox's Hetzner API in tests. (Every exchange is checked in test/support/openapi.) */
import { Json } from "../../../scripts/oracles/hcloud-http/json";

/** What came back. */
export interface Answer {
  status: number;
  body: Json;
  headers: Headers;
  /** `error.code`, or "". */
  code: string;
}

/** A client of one sandbox. */
export class ApiClient {
  readonly #endpoint: string;
  readonly #token: string;

  constructor(environment: Readonly<Record<string, string>>) {
    this.#endpoint = environment["HCLOUD_ENDPOINT"] ?? "";
    this.#token = environment["HCLOUD_TOKEN"] ?? "";
  }

  get(path: string): Promise<Answer> {
    return this.send("GET", path);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.send("POST", path, body);
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.send("PUT", path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.send("DELETE", path);
  }

  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.#endpoint + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === "" ? undefined : JSON.parse(text);
    const answer = new Json(parsed);
    return {
      status: response.status,
      body: answer,
      headers: response.headers,
      code: answer.get("error").get("code").text(),
    };
  }

  /** Creates and returns the id; fails the test when Hetzner's answer is no 201. */
  async create(path: string, body: unknown): Promise<number> {
    const answer = await this.post(path, body);
    if (answer.status !== 201)
      throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body.value)}`);
    const [[, created] = []] = answer.body.entries();
    return created?.get("id").number() ?? 0;
  }
}
