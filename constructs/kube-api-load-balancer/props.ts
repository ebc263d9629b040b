import type { IClusterNetwork } from "../network/construct";
import type { ProviderProps } from "../props/providers";
import type { RdnsTemplates } from "../reverse-dns/props";

/** How the load balancer of the Kubernetes API is, as `cluster.yaml` says it too. */
export interface KubeApiLoadBalancerOptions extends RdnsTemplates {
  /** Type of the load balancer. @default lb11 */
  readonly type?: string;
  /** Where it is. @default the cluster's region */
  readonly location?: string;
  /**
   * From where it is reached: `public` and `both` have a public address, which the cluster's endpoint names;
   * `private` has none. @default public
   */
  readonly access?: "public" | "private" | "both";
  /** Whether Terraform refuses to destroy it, and Hetzner to delete it. @default false */
  readonly deleteProtection?: boolean;
}

/** What {@link KubeApiLoadBalancer} takes. */
export interface KubeApiLoadBalancerProps extends KubeApiLoadBalancerOptions, ProviderProps {
  readonly clusterName: string;
  readonly location: string;
  readonly network: IClusterNetwork;
}
