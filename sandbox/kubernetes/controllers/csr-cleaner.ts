import { at, objectsOf, textOf } from "../plain/json";
import type { ControllerFactory } from "./controller";
import { requestOf } from "./csr-signing";
import { ControllerWriter } from "./writer";

const hourMs = 3_600_000;
/** How long requests are kept: decided ones, and those that wait. */
const kept = { decidedMs: hourMs, waitingMs: 24 * hourMs } as const;

/** Deletes certificate signing requests that nobody needs any more. */
export const csrCleaner: ControllerFactory = (parts, again) => {
  const requests = parts.resources.named("certificatesigningrequests", "certificates.k8s.io");
  const writer = new ControllerWriter(parts);
  return {
    keysOf: requestOf,
    reconcile: (name) => {
      const request = parts.registry.find(requests, "", name);
      if (request === undefined) return;
      const decided = objectsOf(at(request, "status", "conditions")).map((row) => textOf(row["lastUpdateTime"]));
      const created = textOf(at(request, "metadata", "creationTimestamp"));
      const [last] = decided.filter((time) => time !== "").slice(-1);
      const dueMs = last === undefined ? Date.parse(created) + kept.waitingMs : Date.parse(last) + kept.decidedMs;
      const leftMs = dueMs - parts.clock.now();
      if (leftMs > 0) again(name, leftMs, "expiry");
      else writer.delete(requests, request);
    },
  };
};
