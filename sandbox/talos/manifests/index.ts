/**
 * The manifests that Talos itself puts into a new cluster, one file for each part. Never how they are applied
 * (kubernetes/manifests), nor those of the user.
 */
import type { ManifestSource } from "../../kubernetes";
import { imageVersion, type NodeSettings } from "../config";
import { componentImages } from "../machine/component-images";
import type { TalosMachine } from "../machine/machine";
import { bootstrapToken, csrApproval, csrRenewal, kubeconfigInCluster, nodeBootstrap } from "./access";
import { coreDns, coreDnsService, dnsServiceAddress } from "./core-dns";
import { flannel } from "./flannel";
import { kubeProxy } from "./kube-proxy";
import type { ManifestObject } from "./objects";

export { dnsServiceAddress } from "./core-dns";
export { flannelImage } from "./flannel";

/** Where KubePrism listens on every node. */
const kubePrism = "https://127.0.0.1:7445";
/** kube-proxy uses nftables from there on. */
const firstWithNftables = [1, 31] as const;

/** In Talos's order; what the configuration turns off is left out. */
export function bootstrapManifests(machine: Pick<TalosMachine, "image">, settings: NodeSettings): ManifestSource[] {
  const { cluster } = settings;
  const { proxy, coreDns: dns } = componentImages(machine.image.talosVersion, settings);
  return [
    source("00-kubelet-bootstrapping-token", bootstrapToken(cluster.bootstrapToken)),
    source("01-csr-approver-role-binding", csrApproval),
    source("01-csr-node-bootstrap", nodeBootstrap),
    source("01-csr-renewal-role-binding", csrRenewal),
    ...(cluster.cni === "flannel" ? [source("05-flannel", flannel(cluster.podSubnets))] : []),
    ...(cluster.isProxyEnabled
      ? [source("10-kube-proxy", kubeProxy(proxy, proxyArguments(cluster.podSubnets, proxy)))]
      : []),
    ...(cluster.isCoreDnsEnabled
      ? [
          source("11-core-dns", coreDns(dns, cluster.dnsDomain)),
          source("11-core-dns-svc", coreDnsService(dnsServiceAddress(cluster.serviceSubnets[0] ?? ""))),
        ]
      : []),
    source("11-kube-config-in-cluster", kubeconfigInCluster(kubePrism)),
  ];
}

/** What kube-proxy is started with. */
export function proxyArguments(podSubnets: readonly string[], image: string): string[] {
  const [major = 0, minor = 0] = (imageVersion(image) ?? "").split(".").map(Number);
  const [needMajor, needMinor] = firstWithNftables;
  const isNew = major > needMajor || (major === needMajor && minor >= needMinor);
  return [
    `--cluster-cidr=${podSubnets.join(",")}`,
    "--conntrack-max-per-core=0",
    "--hostname-override=$(NODE_NAME)",
    "--kubeconfig=/etc/kubernetes/kubeconfig",
    `--proxy-mode=${isNew ? "nftables" : "iptables"}`,
  ];
}

function source(name: string, objects: readonly ManifestObject[]): ManifestSource {
  return { name, text: objects.map((object) => JSON.stringify(object)).join("\n---\n") };
}
