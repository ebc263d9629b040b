/**
 * Which constructs share one Terraform state: stacks in code, and stacks read from a cluster.yaml. Never what a
 * construct makes of its props.
 */
export * from "../constructs";
export { HephaestusProvider, type HephaestusProviderProps } from "./bundled-provider/provider";
export { clusterFromYaml } from "./cluster-from-yaml";
export { ClusterStack, type ClusterStackProps } from "./cluster-stack";
export { ClusterFileError } from "./cluster-yaml/problem";
export { readCluster } from "./cluster-yaml/read-cluster";
export { hcloudVersion } from "./hcloud-version";
export { ImageStack, type ImageStackProps } from "./image-stack";
export { makeApp } from "./make-app";
