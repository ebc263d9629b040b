/**
 * Clusters as typed props: props in, Terraform JSON out. One folder for each concept, with what it takes (props), what
 * that must fulfil (rules) and what it makes (construct). Never anything that runs: Terraform and our provider do that.
 */
export { ControlPlanePool } from "./control-plane-pool/construct";
export { EphemeralSecrets } from "./ephemeral-secrets/construct";
export type { EphemeralSecretsProps } from "./ephemeral-secrets/props";
export { ClusterFirewall } from "./firewall/construct";
export type { ClusterFirewallProps, FirewallProps, FirewallRuleProps } from "./firewall/props";
export { IngressLoadBalancer } from "./ingress-load-balancer/construct";
export type { IngressLoadBalancerOptions, IngressLoadBalancerProps } from "./ingress-load-balancer/props";
export { KubeApiLoadBalancer } from "./kube-api-load-balancer/construct";
export type { KubeApiLoadBalancerOptions, KubeApiLoadBalancerProps } from "./kube-api-load-balancer/props";
export { KubeApiVirtualIp } from "./kube-api-virtual-ip/construct";
export type { KubeApiVirtualIpProps } from "./kube-api-virtual-ip/props";
export { ClusterNetwork, type IClusterNetwork } from "./network/construct";
export type { ClusterNetworkProps, NetworkProps } from "./network/props";
export type { ClusterNode } from "./node-pool/node";
export type { ConfigPatch, NodePoolProps, PoolProps } from "./node-pool/props";
export { PlacementGroups } from "./placement-groups/construct";
export type { PlacementGroupsProps } from "./placement-groups/props";
export { type PropProblem, PropsError, type Refusal } from "./props/props-error";
export { ReverseDns } from "./reverse-dns/construct";
export type { ReverseDnsProps } from "./reverse-dns/props";
export { TalosCluster } from "./talos-cluster/construct";
export type { ClusterProps, TalosClusterProps } from "./talos-cluster/props";
export { TalosConfiguration } from "./talos-configuration/construct";
export type { TalosConfigurationProps } from "./talos-configuration/construct-props";
export { TalosImage } from "./talos-image/construct";
export type { TalosImageProps } from "./talos-image/props";
export { TalosMachines } from "./talos-machines/construct";
export type { TalosMachinesProps } from "./talos-machines/props";
export { WorkerPool } from "./worker-pool/construct";
