/** Labels, annotations and taints that Talos puts on a machine's Node, and keeps there. */
import type { KubeletFacts } from "../../kubernetes";
import type { NodeSettings } from "../config";
import type { TalosMachine } from "../machine/machine";

const controlPlaneRole = "node-role.kubernetes.io/control-plane";
const extensionPrefix = "extensions.talos.dev/";
/** What may be the value of a label. */
const labelValue = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Of the configuration and of the extensions; a version that cannot be a label's value is an annotation. */
export function nodeMetadata(
  { image, isControlPlane }: TalosMachine,
  settings: NodeSettings,
): Pick<KubeletFacts, "labels" | "annotations" | "taints"> {
  const extensions = [
    ...image.extensions.map(({ name, version }) => [name, version] as const),
    ["schematic", image.schematicId] as const,
  ];
  const pairs = (fits: boolean) =>
    Object.fromEntries(
      extensions
        .filter(([, version]) => labelValue.test(version) === fits)
        .map(([name, version]) => [`${extensionPrefix}${name}`, version]),
    );
  return {
    labels: { ...(isControlPlane ? { [controlPlaneRole]: "" } : {}), ...pairs(true), ...settings.node.labels },
    annotations: { ...pairs(false), ...settings.node.annotations },
    taints: taintsOf(settings),
  };
}

/** Those of the configuration; a control plane of the older layout is tainted unless it says otherwise. */
function taintsOf(settings: NodeSettings): KubeletFacts["taints"] {
  const own = Object.entries(settings.node.taints).map(([key, text]) => {
    const [effect = "", value] = text.split(":").reverse();
    return value === undefined || value === "" ? { key, effect } : { key, value, effect };
  });
  if (settings.node.isSchedulingAllowed) return own;
  return [{ key: controlPlaneRole, effect: "NoSchedule" }, ...own];
}
