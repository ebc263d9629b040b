/** One request to one answer, without HTTP: path, permission, budget, faults, body, operation, in Hetzner's order. */
import { setTimeout as realDelay } from "node:timers/promises";
import type { RawReply, RawRequest } from "../http-listener";
import type { World } from "../world";
import { ApiError } from "./api-error";
import { tellExchange } from "./exchanges";
import type { RateLimit } from "./rate-limit";
import type { ApiReply, JsonObject } from "./route";
import type { Router } from "./router";

/** What an answer is made of besides the request. */
export interface Answering {
  world: World;
  router: Router;
  rateLimit: RateLimit;
  token: string;
}

const prefix = "/v1";

/** Answers; never throws for what a client sends. */
export async function answer(api: Answering, request: RawRequest): Promise<RawReply> {
  const url = new URL(request.url, "http://sandbox");
  const path = url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length).replace(/(.)\/$/, "$1") : "";
  const headers: Record<string, string> = {};
  try {
    const fault = await faultFor(api.world, request.method, path);
    const match = api.router.match(request.method, path);
    if (match.kind === "unknown") throw new ApiError("not_found", "api route not found");
    const budget = api.rateLimit.take();
    Object.assign(headers, budget.headers);
    assertToken(api.token, request.authorization);
    if (match.kind === "wrong-method") throw new ApiError("method_not_allowed", "method not allowed");
    if (!budget.allowed) throw new ApiError("rate_limit_exceeded", "limit reached, please try again later");
    if (fault?.reply !== undefined) return { ...fault.reply, headers: { ...headers, ...fault.reply.headers } };
    const body = parseBody(request.body);
    const { route, params } = match;
    const reply = route.handle({ world: api.world, params, query: url.searchParams, body, path });
    if (fault?.cut === true) return { ...written(reply, headers, url), cut: true };
    return told(request, written(reply, headers, url));
  } catch (error) {
    return told(request, refused(error, headers));
  }
}

function told(request: RawRequest, reply: RawReply): RawReply {
  tellExchange({ request, reply });
  return reply;
}

function written(reply: ApiReply, headers: Record<string, string>, url: URL): RawReply {
  if (reply.body === undefined) return { status: reply.status, headers, body: "" };
  const link = linkHeader(reply.body, url);
  return {
    status: reply.status,
    headers: { ...headers, "content-type": "application/json; charset=utf-8", ...(link === "" ? {} : { link }) },
    body: JSON.stringify(reply.body),
  };
}

function refused(error: unknown, headers: Record<string, string>): RawReply {
  const refusal = error instanceof ApiError ? error : new ApiError("server_error", `The sandbox has a bug: ${error}`);
  return {
    status: refusal.status,
    headers: { ...headers, "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(refusal.body(), null, 2),
  };
}

/** The three pages that a list names. */
function linkHeader(body: unknown, url: URL): string {
  const pagination = paginationOf(body);
  if (pagination === undefined) return "";
  const pages = [
    ["prev", pagination["previous_page"]],
    ["next", pagination["next_page"]],
    ["last", pagination["last_page"]],
  ] as const;
  return pages
    .filter(([, page]) => typeof page === "number")
    .map(([rel, page]) => {
      const query = new URLSearchParams(url.searchParams);
      query.set("page", String(page));
      return `<${url.pathname}?${query.toString()}>; rel="${rel}"`;
    })
    .join(", ");
}

function paginationOf(body: unknown): Record<string, unknown> | undefined {
  if (typeof body !== "object" || body === null || !("meta" in body)) return undefined;
  const { meta } = body;
  if (typeof meta !== "object" || meta === null || !("pagination" in meta)) return undefined;
  const { pagination } = meta;
  return typeof pagination === "object" && pagination !== null
    ? Object.fromEntries(Object.entries(pagination))
    : undefined;
}

function assertToken(token: string, authorization: string | undefined): void {
  if (authorization === undefined || !/^Bearer \S/.test(authorization)) {
    throw new ApiError("unauthorized", "the token you are trying to use is missing");
  }
  if (authorization !== `Bearer ${token}`) throw new ApiError("unauthorized", "unable to authenticate");
}

/** Hetzner reads bodies whatever the method; an empty one is none. */
function parseBody(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new ApiError("json_error", "invalid JSON input");
  }
  if (value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw new ApiError("json_error", "JSON object expected");
  return Object.fromEntries(Object.entries(value));
}

interface Struck {
  reply?: RawReply;
  cut?: boolean;
}

async function faultFor(world: World, method: string, path: string): Promise<Struck | undefined> {
  const effect = world.faults.take("hetzner", method, path);
  if (effect === undefined) return undefined;
  const delayMs = effect["delayMs"];
  // Real time: a slow answer is what the client's own clock sees.
  if (typeof delayMs === "number") await realDelay(delayMs, undefined, { ref: false });
  if (effect["cut"] === true) return { cut: true };
  const status = effect["status"];
  if (typeof status !== "number") return {};
  const bare = effect["bare"];
  if (bare !== undefined) return { reply: { status, headers: { "content-type": "text/plain" }, body: String(bare) } };
  const code = typeof effect["code"] === "string" ? effect["code"] : "server_error";
  const message = typeof effect["message"] === "string" ? effect["message"] : `${code} (a fault of the sandbox)`;
  const body = JSON.stringify({ error: { code, message, details: effect["details"] ?? null } });
  return { reply: { status, headers: { "content-type": "application/json; charset=utf-8" }, body } };
}
