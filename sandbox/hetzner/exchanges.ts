/**
 * Each request and its answer, told to whoever listens in this process and to nobody else: tests hold them against
 * Hetzner's OpenAPI document. Answers that a fault has spoiled are not told.
 */
import { channel } from "node:diagnostics_channel";
import type { RawReply, RawRequest } from "../http-listener";

/** What is published. */
export interface ApiExchange {
  readonly request: RawRequest;
  readonly reply: RawReply;
}

/** The channel's name, for `subscribe`. */
export const EXCHANGES = "hephaestus.sandbox.hetzner";

const exchanges = channel(EXCHANGES);

/** Costs nothing where nobody listens. */
export function tellExchange(exchange: ApiExchange): void {
  if (exchanges.hasSubscribers) exchanges.publish(exchange);
}
