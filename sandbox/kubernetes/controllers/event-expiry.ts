import { at, textOf } from "../plain/json";
import type { ControllerFactory } from "./controller";
import { ControllerWriter } from "./writer";

/** `--event-ttl` of the API server, milliseconds. */
const lifetimeMs = 3_600_000;
/** Between two looks at all events. */
const sweepMs = 10 * 60_000;

/** Forgets events after an hour: one look at all of them now and then. */
export const eventExpiry: ControllerFactory = (parts, again) => {
  const events = parts.resources.named("events");
  const writer = new ControllerWriter(parts);
  let isBegun = false;
  return {
    keysOf: ({ key }) => {
      if (isBegun || key.resource !== "/events") return [];
      isBegun = true;
      again("sweep", sweepMs, "expiry");
      return [];
    },
    reconcile: () => {
      again("sweep", sweepMs, "expiry");
      const oldestMs = parts.clock.now() - lifetimeMs;
      for (const event of parts.registry.store.list("/events")) {
        const last = textOf(event["lastTimestamp"]) || textOf(at(event, "metadata", "creationTimestamp"));
        if (Date.parse(last) < oldestMs) writer.delete(events, event);
      }
    },
  };
};
