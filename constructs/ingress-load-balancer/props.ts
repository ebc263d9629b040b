import type { IClusterNetwork } from "../network/construct";
import type { ProviderProps } from "../props/providers";
import type { RdnsTemplates } from "../reverse-dns/props";

/** A port that is forwarded to workers. */
export interface IngressPortProps {
  /** Port of the load balancer. */
  readonly listen: number;
  /** Port of the nodes, for instance a node port. */
  readonly target: number;
  /** Whether the PROXY protocol tells the nodes who called. @default false */
  readonly proxyProtocol?: boolean;
}

/** A load balancer before the workers, as `cluster.yaml` says it too. */
export interface IngressLoadBalancerOptions extends RdnsTemplates {
  /** Name, of which the cluster has one. @default ingress */
  readonly name?: string;
  /** Type of the load balancer. @default lb11 */
  readonly type?: string;
  /** Where it is. @default the cluster's region */
  readonly location?: string;
  /** Pools whose nodes it forwards to. @default all workers */
  readonly pools?: readonly string[];
  readonly ports: readonly IngressPortProps[];
  /** Whether Terraform refuses to destroy it, and Hetzner to delete it. @default false */
  readonly deleteProtection?: boolean;
}

/** What {@link IngressLoadBalancer} takes. */
export interface IngressLoadBalancerProps extends IngressLoadBalancerOptions, ProviderProps {
  readonly name: string;
  readonly clusterName: string;
  readonly location: string;
  readonly network: IClusterNetwork;
}
