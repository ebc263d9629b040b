/** The pods that a machine's kubelet runs by itself: the control plane's components, and those of the configuration. */
import type { StaticPod } from "../../kubernetes";
import { at, type NodeSettings } from "../config";
import type { TalosMachine } from "../machine/machine";
import { versionDetails } from "../machine/talos-version";

/** All of them. */
export function staticPods(machine: TalosMachine, settings: NodeSettings): StaticPod[] {
  return [
    ...(machine.isControlPlane ? components(machine, settings) : []),
    ...settings.node.staticPods.flatMap(ownPod),
  ];
}

function components(machine: TalosMachine, { images }: NodeSettings): StaticPod[] {
  const version = versionDetails(machine.image.talosVersion).defaultKubernetes;
  const pod = (name: string, image: string): StaticPod => ({
    name,
    namespace: "kube-system",
    image: image === "" ? `registry.k8s.io/${name}:v${version}` : image,
    labels: { "k8s-app": name, tier: "control-plane", "app.kubernetes.io/name": name },
    annotations: { "talos.dev/config-version": "1" },
  });
  return [
    pod("kube-apiserver", images.apiServer),
    pod("kube-controller-manager", images.controllerManager),
    pod("kube-scheduler", images.scheduler),
  ];
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
