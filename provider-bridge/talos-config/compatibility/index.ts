/** Which Talos runs which Kubernetes, and which Talos can follow which. */
export { kubernetesSupport, talosUpgrade, upgradePath, type Verdict } from "./compatibility";
