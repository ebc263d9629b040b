import { mapAt, textAt } from "../value";
import { legacyDocument, type MachineConfig } from "./document";

/** Whether Talos itself installs a network plugin by this configuration of a control plane (from 1.14 by a document). */
export function bringsNetworkPlugin(config: MachineConfig): boolean {
  if (config.documents.some(({ kind }) => kind === "KubeFlannelCNIConfig")) return true;
  const legacy = legacyDocument(config);
  if (legacy === undefined || mapAt(legacy, "cluster") === undefined) return false;
  const name = textAt(legacy, "cluster", "network", "cni", "name");
  return name === "" || name === "flannel";
}
