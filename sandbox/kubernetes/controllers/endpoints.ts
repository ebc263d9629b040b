import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectsOf, textOf } from "../plain/json";
import { labelsOf, metadataOf, nameOf, namespaceOf, uidOf } from "../plain/object-meta";
import { matchesLabels } from "../selectors/label-selector";
import type { ControllerFactory, ControllerParts } from "./controller";
import { endpointSlice, endpointSubset, type ServicePod, type TargetPort } from "./endpoint-objects";
import { controllerReference, isReady } from "./owned-pods";
import { ControllerWriter } from "./writer";

const [serviceOfApi, namespaceOfApi] = ["kubernetes", "default"];
const controlPlaneLabel = "node-role.kubernetes.io/control-plane";
const apiPort = 6443;

/** Keeps for each service the addresses behind it, in both forms: Endpoints and EndpointSlices. */
export const endpointsController: ControllerFactory = (parts) => {
  const services = parts.resources.named("services");
  const write = newWriter(parts);
  return {
    keysOf: ({ key, object, previous }) => {
      if (key.resource === "/services") return [`${key.namespace}/${key.name}`];
      if (key.resource === "/nodes") return isControlPlane(object) ? [`${namespaceOfApi}/${serviceOfApi}`] : [];
      if (key.resource !== "/pods" || isSamePlace(object, previous)) return [];
      return parts.registry.store
        .list("/services", key.namespace)
        .filter((service) => [object, previous].some((pod) => pod !== undefined && isBehind(pod, service)))
        .map((service) => `${key.namespace}/${nameOf(service)}`);
    },
    reconcile: (key) => {
      const [namespace = "", name = ""] = key.split("/");
      const service = parts.registry.find(services, namespace, name);
      if (service === undefined || metadataOf(service)["deletionTimestamp"] !== undefined) return;
      if (namespace === namespaceOfApi && name === serviceOfApi) {
        write(service, apiServers(parts), [{ name: "https", port: apiPort, protocol: "TCP" }]);
        return;
      }
      if (at(service, "spec", "selector") === undefined || at(service, "spec", "type") === "ExternalName") return;
      const pods = parts.registry.store.list("/pods", namespace).filter((pod) => isBehind(pod, service));
      write(service, pods.flatMap(servicePod), targetPorts(service, pods[0]));
    },
  };
};

/** Writes what differs of both forms. */
function newWriter(parts: ControllerParts) {
  const [endpoints, slices] = [
    parts.resources.named("endpoints"),
    parts.resources.named("endpointslices", "discovery.k8s.io"),
  ];
  const writer = new ControllerWriter(parts);
  return (service: JsonObject, pods: readonly ServicePod[], ports: readonly TargetPort[]) => {
    const [namespace, name] = [namespaceOf(service), nameOf(service)];
    const labels = { ...labelsOf(service), "endpoints.kubernetes.io/managed-by": "endpoint-controller" };
    const subsets = endpointSubset(pods, ports);
    const live = parts.registry.find(endpoints, namespace, name);
    if (live === undefined) writer.create(endpoints, namespace, { metadata: { name, labels }, subsets });
    else if (!isEqual(live["subsets"] ?? [], subsets)) writer.update(endpoints, live, (old) => ({ ...old, subsets }));
    const slice = endpointSlice(pods, ports);
    const [own] = parts.registry.store
      .list("discovery.k8s.io/endpointslices", namespace)
      .filter((row) => labelsOf(row)["kubernetes.io/service-name"] === name);
    if (own === undefined) {
      const metadata = {
        ...(name === serviceOfApi ? { name } : { generateName: `${name}-` }),
        labels: {
          ...labelsOf(service),
          "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
          "kubernetes.io/service-name": name,
        },
        ownerReferences: [controllerReference(service)],
      };
      writer.create(slices, namespace, { metadata, ...slice });
    } else if (!isEqual(own["endpoints"] ?? [], slice["endpoints"]) || !isEqual(own["ports"] ?? [], slice["ports"])) {
      writer.update(slices, own, (old) => ({ ...old, ...slice }));
    }
  };
}

function isBehind(pod: JsonObject, service: JsonObject): boolean {
  const selector = at(service, "spec", "selector");
  if (typeof selector !== "object" || selector === null || Array.isArray(selector)) return false;
  const requirements = Object.entries(selector).map(([key, value]) => ({
    key,
    operator: "in" as const,
    values: [textOf(value)],
  }));
  return requirements.length > 0 && matchesLabels(labelsOf(pod), requirements);
}

function servicePod(pod: JsonObject): ServicePod[] {
  const ip = textOf(at(pod, "status", "podIP"));
  if (ip === "" || ["Succeeded", "Failed"].includes(textOf(at(pod, "status", "phase")))) return [];
  return [
    {
      ip,
      isReady: isReady(pod) && metadataOf(pod)["deletionTimestamp"] === undefined,
      isTerminating: metadataOf(pod)["deletionTimestamp"] !== undefined,
      nodeName: textOf(at(pod, "spec", "nodeName")),
      pod: { kind: "Pod", namespace: namespaceOf(pod), name: nameOf(pod), uid: uidOf(pod) },
    },
  ];
}

/** The API's own service has the control planes behind it. */
function apiServers(parts: ControllerParts): ServicePod[] {
  return parts.registry.store
    .list("/nodes")
    .filter((node) => isControlPlane(node) && isReady(node))
    .flatMap((node) => {
      const address = objectsOf(at(node, "status", "addresses")).find((row) => row["type"] === "InternalIP");
      const ip = textOf(address?.["address"]);
      return ip === "" ? [] : [{ ip, isReady: true, isTerminating: false, nodeName: "", pod: undefined }];
    });
}

function isControlPlane(node: JsonObject): boolean {
  return labelsOf(node)[controlPlaneLabel] !== undefined;
}

/** A port by name is looked up in the first pod. */
function targetPorts(service: JsonObject, pod: JsonObject | undefined): TargetPort[] {
  return objectsOf(at(service, "spec", "ports")).map((row) => {
    const target = row["targetPort"] ?? row["port"] ?? 0;
    const named = objectsOf(at(pod, "spec", "containers"))
      .flatMap((container) => objectsOf(container["ports"]))
      .find((candidate) => candidate["name"] === target);
    const port = typeof target === "number" ? target : Number(named?.["containerPort"] ?? row["port"] ?? 0);
    return { name: textOf(row["name"]), port, protocol: textOf(row["protocol"]) || "TCP" };
  });
}

function isSamePlace(pod: JsonObject, previous: JsonObject | undefined): boolean {
  return (
    previous !== undefined &&
    isReady(pod) === isReady(previous) &&
    at(pod, "status", "podIP") === at(previous, "status", "podIP") &&
    at(pod, "metadata", "deletionTimestamp") === at(previous, "metadata", "deletionTimestamp") &&
    isEqual(labelsOf(pod), labelsOf(previous))
  );
}
