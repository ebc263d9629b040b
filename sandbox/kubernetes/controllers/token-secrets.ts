import { isEqual } from "../plain/compare";
import { type JsonObject, objectOf } from "../plain/json";
import { annotationsOf, metadataOf, uidOf } from "../plain/object-meta";
import type { ControllerFactory } from "./controller";
import { ControllerWriter } from "./writer";

/** Fills Secrets that want a service account's token, and removes those whose account is gone. */
export const tokenSecretController: ControllerFactory = (parts) => {
  const [secrets, accounts] = [parts.resources.named("secrets"), parts.resources.named("serviceaccounts")];
  const writer = new ControllerWriter(parts);
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  return {
    keysOf: ({ key, object, type }) => {
      if (key.resource === "/secrets" && object["type"] === "kubernetes.io/service-account-token" && type !== "DELETED")
        return [`${key.namespace}/${key.name}`];
      if (key.resource !== "/serviceaccounts" || type !== "DELETED") return [];
      return parts.registry.store
        .list("/secrets", key.namespace)
        .filter((secret) => annotationsOf(secret)["kubernetes.io/service-account.name"] === key.name)
        .map((secret) => `${key.namespace}/${String(metadataOf(secret)["name"])}`);
    },
    reconcile: (key) => {
      const [namespace = "", name = ""] = key.split("/");
      const secret = parts.registry.find(secrets, namespace, name);
      if (secret === undefined || secret["type"] !== "kubernetes.io/service-account-token") return;
      const account = parts.registry.find(
        accounts,
        namespace,
        annotationsOf(secret)["kubernetes.io/service-account.name"] ?? "",
      );
      const uid = annotationsOf(secret)["kubernetes.io/service-account.uid"];
      if (account === undefined || (uid !== undefined && uid !== uidOf(account))) {
        writer.delete(secrets, secret);
        return;
      }
      const data: JsonObject = { ...objectOf(secret["data"]) };
      data["ca.crt"] = base64(parts.identity().ca.certificatePem);
      data["namespace"] = base64(namespace);
      data["token"] ??= base64(
        parts.tokens().issue({ serviceAccount: account, audiences: [], expirationSeconds: 0, isLegacy: true }),
      );
      if (isEqual(data, secret["data"]) && uid !== undefined) return;
      const annotations = { ...annotationsOf(secret), "kubernetes.io/service-account.uid": uidOf(account) };
      writer.update(secrets, secret, (live) => ({ ...live, metadata: { ...metadataOf(live), annotations }, data }));
    },
  };
};
