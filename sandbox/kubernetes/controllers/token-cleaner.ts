import { at, textOf } from "../plain/json";
import type { ControllerFactory } from "./controller";
import { ControllerWriter } from "./writer";

const namespace = "kube-system";

/** Deletes bootstrap tokens that have expired. */
export const tokenCleaner: ControllerFactory = (parts, again) => {
  const secrets = parts.resources.named("secrets");
  const writer = new ControllerWriter(parts);
  return {
    keysOf: ({ key, object, type }) => {
      const isToken = key.resource === "/secrets" && object["type"] === "bootstrap.kubernetes.io/token";
      return isToken && key.namespace === namespace && type !== "DELETED" ? [key.name] : [];
    },
    reconcile: (name) => {
      const secret = parts.registry.find(secrets, namespace, name);
      const text = Buffer.from(textOf(at(secret, "data", "expiration")), "base64").toString("utf8");
      const expiresMs = Date.parse(text);
      if (secret === undefined || Number.isNaN(expiresMs)) return;
      const leftMs = expiresMs - parts.clock.now();
      if (leftMs > 0) again(name, leftMs, "expiry");
      else writer.delete(secrets, secret);
    },
  };
};
