import { at } from "../plain/json";
import type { ControllerFactory } from "./controller";
import { ControllerWriter } from "./writer";

/** Gives every namespace its service account "default". */
export const serviceAccountController: ControllerFactory = (parts) => {
  const [namespaces, accounts] = [parts.resources.named("namespaces"), parts.resources.named("serviceaccounts")];
  const writer = new ControllerWriter(parts);
  return {
    keysOf: ({ key, type }) => {
      if (key.resource === "/namespaces") return [key.name];
      return key.resource === "/serviceaccounts" && key.name === "default" && type === "DELETED" ? [key.namespace] : [];
    },
    reconcile: (name) => {
      const namespace = parts.registry.find(namespaces, "", name);
      if (namespace === undefined || at(namespace, "status", "phase") !== "Active") return;
      if (parts.registry.find(accounts, name, "default") !== undefined) return;
      writer.create(accounts, name, { metadata: { name: "default" } });
    },
  };
};
