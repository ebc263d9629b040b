import { at } from "../plain/json";
import type { ControllerFactory } from "./controller";
import { ControllerWriter } from "./writer";

const description =
  "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal " +
  "service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

/** Keeps the cluster's CA in a config map of every namespace. */
export const rootCaPublisher: ControllerFactory = (parts) => {
  const [namespaces, configMaps] = [parts.resources.named("namespaces"), parts.resources.named("configmaps")];
  const writer = new ControllerWriter(parts);
  const name = "kube-root-ca.crt";
  return {
    keysOf: ({ key }) => {
      if (key.resource === "/namespaces") return [key.name];
      return key.resource === "/configmaps" && key.name === name ? [key.namespace] : [];
    },
    reconcile: (namespace) => {
      const found = parts.registry.find(namespaces, "", namespace);
      if (found === undefined || at(found, "status", "phase") !== "Active") return;
      const data = { "ca.crt": parts.identity().ca.certificatePem };
      const live = parts.registry.find(configMaps, namespace, name);
      if (live !== undefined) {
        writer.update(configMaps, live, (object) => ({ ...object, data }));
        return;
      }
      writer.create(configMaps, namespace, {
        metadata: { name, annotations: { "kubernetes.io/description": description } },
        data,
      });
    },
  };
};
