import type { EphemeralSecrets } from "../ephemeral-secrets/construct";
import type { FirewallProps } from "../firewall/props";
import type { IngressLoadBalancerOptions } from "../ingress-load-balancer/props";
import type { KubeApiLoadBalancerOptions } from "../kube-api-load-balancer/props";
import type { NetworkProps } from "../network/props";
import type { PoolProps } from "../node-pool/props";
import type { ProviderProps } from "../props/providers";
import type { CniProps, KubernetesProps, RolloutProps, TalosProps } from "../talos-configuration/props";

/** Where a cluster is. */
export interface HetznerProps {
  /** Location, for instance `hel1`. */
  readonly region: string;
  /** Zone of the network. @default that of the region */
  readonly networkZone?: string;
  /** SSH keys, names or ids: Talos takes no logins, but without one Hetzner mails a password. @default none */
  readonly sshKeys?: readonly string[];
}

/** The nodes of a cluster. */
export interface NodesProps {
  /** One pool of control planes or several; together an odd number, at most nine. */
  readonly controlPlane: PoolProps | readonly PoolProps[];
  /** One pool of workers or several. @default none: pods run on control planes */
  readonly workers?: PoolProps | readonly PoolProps[];
}

/** How the Kubernetes API is reached. */
export interface KubeApiProps {
  /**
   * `load-balancer`: a load balancer before all control planes; `virtual-ip`: an address in the private network that
   * Talos moves; `hostname`: a name in DNS that is yours to keep; `first-node`: the first control plane's own address.
   * @default load-balancer where there are several control planes, else first-node
   */
  readonly endpoint?: "load-balancer" | "virtual-ip" | "hostname" | "first-node";
  /** The name, for `hostname`. @default none */
  readonly hostname?: string;
  /** A token of Hetzner's API for `virtual-ip`; it stands in the control planes' configuration. @default none */
  readonly hcloudToken?: string;
  /** The address, for `virtual-ip`. @default the last of the control planes' subnet */
  readonly virtualIp?: string;
}

/** The load balancers of a cluster. */
export interface LoadBalancersProps {
  /** That of the Kubernetes API, where it has one. @default lb11 in the region, public */
  readonly kubeApi?: KubeApiLoadBalancerOptions;
  /** Those before workers. @default none */
  readonly ingress?: readonly IngressLoadBalancerOptions[];
}

/** How nodes are spread over Hetzner's hosts. */
export interface PlacementProps {
  /** Whether placement groups spread them. @default true */
  readonly spread?: boolean;
}

/** A cluster, as `cluster.yaml` says it too. */
export interface ClusterProps {
  /** Name of the cluster: its objects' label, and the beginning of their names. */
  readonly clusterName: string;
  readonly hetzner: HetznerProps;
  readonly nodes: NodesProps;
  /** @default Talos v1.13.9 as it is */
  readonly talos?: TalosProps;
  /** @default what Talos brings */
  readonly kubernetes?: KubernetesProps;
  /** @default flannel */
  readonly cni?: CniProps;
  /** @default 10.0.0.0/16 */
  readonly network?: NetworkProps;
  /** @default both APIs for the address of whoever applies first */
  readonly firewall?: FirewallProps;
  /** @default by the number of control planes */
  readonly kubeApi?: KubeApiProps;
  /** @default one for the Kubernetes API, where it needs one */
  readonly loadBalancer?: LoadBalancersProps;
  /** @default spread */
  readonly placement?: PlacementProps;
  /** How machines take turns when they are changed. @default one at a time */
  readonly upgrade?: RolloutProps;
  /** Whether Terraform refuses to destroy what cannot be made again: network, API load balancer, secrets, etcd. @default false */
  readonly destroyProtection?: boolean;
}

/** What {@link TalosCluster} takes. */
export interface TalosClusterProps extends ClusterProps, ProviderProps {
  /** Secrets that are kept elsewhere, for `talos.secrets` "ephemeral". @default secrets are made, and kept in state */
  readonly ephemeralSecrets?: EphemeralSecrets;
}
