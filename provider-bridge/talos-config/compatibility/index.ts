/** Which Talos runs which Kubernetes, and which Talos can follow which; nothing about configurations. */
export { kubernetesSupport, talosUpgrade, upgradePath, type Verdict } from "./compatibility";
