import type { Patch } from "./documents";
import { kubernetesPatches } from "./kubernetes-patches";
import { machinePatches } from "./machine-patches";
import type { ConfigurationTarget } from "./props";

/** The patches that make a generated configuration one of this cluster's, for a role. */
export function rolePatches(target: ConfigurationTarget, role: "control-plane" | "worker"): readonly Patch[] {
  return [...machinePatches(target), ...kubernetesPatches(target, role)];
}
