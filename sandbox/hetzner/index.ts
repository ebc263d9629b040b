/**
 * Hetzner's Cloud API of autumn 2026 in front of a world: HTTP, permission, budget, shapes and rules, one folder for
 * each noun and one row for each operation. Never here: what a server is or does (world/), nor other services.
 */
import { randomUUID } from "node:crypto";
import { listenHttp } from "../http-listener";
import type { OpenDoor } from "../world";
import { answer } from "./answer";
import { RateLimit } from "./rate-limit";
import { Router } from "./router";
import { routes } from "./routes";

export { defaultRequestsPerHour } from "./rate-limit";
export { routes } from "./routes";
export { unserved } from "./unserved";

/** The token of every sandbox unless another is wanted: Hetzner's clients insist on 64 characters. */
export const defaultToken = "sandbox".padEnd(64, "0");

/** How the API is to be. */
export interface HetznerDoorOptions {
  /** Default {@link defaultToken}. */
  token?: string;
  /** Requests per hour; 0 counts nothing. Default 3600, and 0 at speed 0, where no time passes to refill. */
  requestsPerHour?: number;
}

/** Makes the door; open it with a world. */
export function hetznerDoor(options: HetznerDoorOptions = {}): OpenDoor {
  const router = new Router(routes);
  return async (world, { host, port }) => {
    const token = options.token ?? defaultToken;
    const rateLimit = new RateLimit(world, options.requestsPerHour ?? (world.clock.speed === 0 ? 0 : undefined));
    const api = { world, router, rateLimit, token };
    const listener = await listenHttp({ host, port }, async (request) => {
      const reply = await answer(api, request);
      return { ...reply, headers: { ...reply.headers, "x-correlation-id": randomUUID() } };
    });
    return {
      name: "hetzner",
      // The second is where clients look for storage boxes: without it they would take this token to the internet.
      environment: {
        HCLOUD_TOKEN: token,
        HCLOUD_ENDPOINT: `${listener.url}/v1`,
        HETZNER_ENDPOINT: `${listener.url}/v1`,
      },
      close: () => listener.close(),
    };
  };
}
