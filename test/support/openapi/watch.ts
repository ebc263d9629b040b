/**
 * Holds what any sandbox in this process is asked and answers against Hetzner's OpenAPI document, where that is on this
 * machine: tests of their own, of resources, and those that run a real core all pass through here.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { EXCHANGES } from "../../../sandbox/hetzner/exchanges";
import type { RawReply, RawRequest } from "../../../sandbox/http-listener";

/** What was seen so far. */
export interface Watched {
  /** How many exchanges were held against the document. */
  readonly exchanges: number;
  /** Each difference once, as `METHOD /path STATUS: what`. */
  readonly complaints: readonly string[];
}

/** Watches from its making until it is closed. */
export class ExchangeWatch implements Watched {
  readonly #complaints = new Set<string>();
  readonly #listener = (message: unknown) => this.#see(message);
  exchanges = 0;

  constructor() {
    subscribe(EXCHANGES, this.#listener);
  }

  get complaints(): readonly string[] {
    return [...this.#complaints];
  }

  /** Forgets what was complained of. */
  reset(): void {
    this.#complaints.clear();
  }

  close(): void {
    unsubscribe(EXCHANGES, this.#listener);
  }

  #see(message: unknown): void {
    if (!isExchange(message)) return;
    // Most test files have no sandbox: the document (3 MB) is only read for those that do.
    const { complaints, openapiIsThere }: typeof import("./check") = require("./check");
    if (!openapiIsThere) return;
    this.exchanges += 1;
    const { request, reply } = message;
    const path = new URL(request.url, "http://sandbox").pathname.replace(/^\/v1/, "").replace(/(.)\/$/, "$1");
    const found = complaints({
      method: request.method,
      path,
      requestBody: parsed(request.body.toString("utf8")),
      status: reply.status,
      responseBody: parsed(reply.body),
    });
    for (const complaint of found) this.#complaints.add(complaint);
  }
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isExchange(message: unknown): message is { request: RawRequest; reply: RawReply } {
  return typeof message === "object" && message !== null && "request" in message && "reply" in message;
}
