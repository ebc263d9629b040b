/** The pods that a machine's kubelet runs by itself: the control plane's components, and those of the configuration. */
import type { StaticPod } from "../../kubernetes";
import { at, imageVersion, type NodeSettings } from "../config";
import { componentImages } from "../machine/component-images";
import type { Node } from "./fleet";

/** What Talos asks a node for, for each component. */
const components = [
  { name: "kube-apiserver", image: "apiServer", type: "APIServerConfigs", cpu: "200m", memory: "512Mi" },
  {
    name: "kube-controller-manager",
    image: "controllerManager",
    type: "ControllerManagerConfigs",
    cpu: "50m",
    memory: "256Mi",
  },
  { name: "kube-scheduler", image: "scheduler", type: "SchedulerConfigs", cpu: "10m", memory: "64Mi" },
] as const;
/** Of Talos's own user for them. */
const runAsUser = 65_534;

/** All of them. */
export function staticPods(node: Node, settings: NodeSettings): StaticPod[] {
  const own = node.machine.isControlPlane ? components.map((component) => componentPod(node, settings, component)) : [];
  return [...own, ...settings.node.staticPods.flatMap(ownPod)];
}

function componentPod(
  { machine, resourceVersion }: Node,
  settings: NodeSettings,
  part: (typeof components)[number],
): StaticPod {
  const { name, cpu, memory } = part;
  const image = componentImages(machine.image.talosVersion, settings)[part.image];
  return {
    name,
    namespace: "kube-system",
    image,
    labels: {
      "app.kubernetes.io/component": "control-plane",
      "app.kubernetes.io/managed-by": "Talos",
      "app.kubernetes.io/name": name,
      "app.kubernetes.io/version": `v${imageVersion(image) ?? ""}`,
      "k8s-app": name,
      tier: "control-plane",
    },
    annotations: {
      // Who upgrades Kubernetes waits for the pod that belongs to this version of the resource.
      "talos.dev/config-version": String(resourceVersion("controlplane", `${part.type}.kubernetes.talos.dev`, name)),
      "talos.dev/secrets-version": "1",
    },
    spec: {
      priorityClassName: "system-cluster-critical",
      hostNetwork: true,
      securityContext: { runAsNonRoot: true, runAsUser, seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ name, image, command: [`/usr/local/bin/${name}`], resources: { requests: { cpu, memory } } }],
    },
  };
}

/** A manifest of the user's; one without a name is none. */
function ownPod(manifest: NodeSettings["node"]["staticPods"][number]): StaticPod[] {
  const text = (...path: string[]) => {
    const found = at(manifest, ...path);
    return typeof found === "string" ? found : "";
  };
  const texts = (...path: string[]) => {
    const found = at(manifest, ...path);
    const entries = typeof found === "object" && found !== null ? Object.entries(found) : [];
    return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
  };
  const spec = at(manifest, "spec");
  const name = text("metadata", "name");
  if (name === "" || typeof spec !== "object" || spec === null) return [];
  const containers = at(manifest, "spec", "containers");
  const image = Array.isArray(containers) ? at(containers[0], "image") : undefined;
  return [
    {
      name,
      namespace: text("metadata", "namespace") === "" ? "default" : text("metadata", "namespace"),
      image: typeof image === "string" ? image : "",
      labels: texts("metadata", "labels"),
      annotations: texts("metadata", "annotations"),
      spec: Object.fromEntries(Object.entries(spec)),
    },
  ];
}
