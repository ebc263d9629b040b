import type { NodeSettings } from "../config";
import { versionDetails } from "./talos-version";

/** The images that a machine of this Talos version runs: its configuration's, else Talos's own. */
export function componentImages(
  talosVersion: string,
  { images }: Pick<NodeSettings, "images">,
): NodeSettings["images"] {
  const { defaultKubernetes, coreDns, etcd } = versionDetails(talosVersion);
  const component = (name: string) => `registry.k8s.io/${name}:v${defaultKubernetes}`;
  const configured = Object.entries(images).filter(([, image]) => image !== "");
  return {
    kubelet: `ghcr.io/siderolabs/kubelet:v${defaultKubernetes}`,
    apiServer: component("kube-apiserver"),
    controllerManager: component("kube-controller-manager"),
    scheduler: component("kube-scheduler"),
    proxy: component("kube-proxy"),
    coreDns: `registry.k8s.io/coredns/coredns:v${coreDns}`,
    etcd: `registry.k8s.io/etcd:v${etcd}`,
    ...Object.fromEntries(configured),
  };
}
