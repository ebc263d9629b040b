/** What a row of the table of operations is, and what passes through it. */
import type { World } from "../world";

/** A JSON object as it comes from outside. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What an operation sees of a request. */
export interface ApiRequest {
  world: World;
  /** Parts of the path, by the name in the row's braces. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** Empty when the request had none. */
  body: JsonObject;
  /** The path below /v1, without query. */
  path: string;
}

/** What an operation answers. */
export interface ApiReply {
  status: number;
  /** Undefined: no body (204). */
  body?: unknown;
}

/** An operation: refuses by throwing an ApiError. */
export type Handler = (request: ApiRequest) => ApiReply;

/** One operation: `GET /servers/{id}` and who answers. */
export interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  handle: Handler;
}

/** A row from its short form, `"POST /servers/{id}/actions/poweron"`. */
export function route(line: string, handle: Handler): Route {
  const [method, path = ""] = line.split(" ");
  switch (method) {
    case "GET":
    case "POST":
    case "PUT":
    case "DELETE":
      return { method, path, handle };
    default:
      throw new TypeError(`Cannot read route "${line}": it begins with no known method`);
  }
}
