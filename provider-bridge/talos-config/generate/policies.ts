import type { ValueMap } from "../value";
import { freeForm } from "./build";

/** The pod security admission that Talos sets up. */
export function podSecurityConfiguration(): ValueMap {
  return freeForm({
    apiVersion: "pod-security.admission.config.k8s.io/v1alpha1",
    kind: "PodSecurityConfiguration",
    defaults: freeForm({
      audit: "restricted",
      "audit-version": "latest",
      enforce: "baseline",
      "enforce-version": "latest",
      warn: "restricted",
      "warn-version": "latest",
    }),
    exemptions: freeForm({ namespaces: ["kube-system"], runtimeClasses: [], usernames: [] }),
  });
}

/** The audit policy that Talos sets up: metadata of everything. */
export function auditPolicy(): ValueMap {
  return freeForm({ apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [freeForm({ level: "Metadata" })] });
}

/** A component's image, undefined when no Kubernetes version was given. */
export function componentImage(name: string, kubernetesVersion: string): string | undefined {
  if (kubernetesVersion === "") return undefined;
  const repository = name === "kubelet" ? "ghcr.io/siderolabs/kubelet" : `registry.k8s.io/${name}`;
  return `${repository}:v${kubernetesVersion}`;
}
