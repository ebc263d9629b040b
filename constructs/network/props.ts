import type { ProviderProps } from "../props/providers";

/** The parts of a network that can be chosen; each follows from the network's range otherwise. */
export interface SubnetProps {
  /** Range for control planes. @default an eighth of the machines' part */
  readonly controlPlane?: string;
  /** Range for workers. @default half of the machines' part */
  readonly worker?: string;
  /** Range for load balancers. @default an eighth of the machines' part */
  readonly loadBalancer?: string;
}

/** Subnets that are there already. */
export interface ExistingSubnets {
  /** Id of the subnet for control planes, `<network>-<range>`. */
  readonly controlPlane: string;
  /** Id of the subnet for workers. */
  readonly worker: string;
  /** Id of the subnet for load balancers. */
  readonly loadBalancer: string;
}

/** A route of the network. */
export interface RouteProps {
  /** Range that is reached by it, for instance `192.168.0.0/16`. */
  readonly destination: string;
  /** Address in the network that forwards. */
  readonly gateway: string;
}

/** A vSwitch of Robot's that is coupled to the network. */
export interface VSwitchProps {
  /** Id of the vSwitch. */
  readonly id: number;
  /** Range of its subnet, in the network's range. */
  readonly cidr: string;
}

/** The private network of a cluster, as `cluster.yaml` says it too. */
export interface NetworkProps {
  /** Range of the network; pods, services and machines have their parts of it. @default 10.0.0.0/16 */
  readonly cidr?: string;
  /** Parts of it for machines. @default by the range alone, so that they stay when pools come and go */
  readonly subnets?: SubnetProps;
  /**
   * Id of a network that is there already; `cidr` must be its range, or a part of it that is free: subnets are made in it,
   * those of `subnets` where their own places are taken. @default a network of its own
   */
  readonly id?: string;
  /** Ids of subnets that are there already, in that network. @default subnets of its own */
  readonly subnetIds?: ExistingSubnets;
  /** More routes. @default none */
  readonly routes?: readonly RouteProps[];
  /** A vSwitch that is coupled to it. @default none */
  readonly vSwitch?: VSwitchProps;
  /** Whether the network's routes are told to the vSwitch. @default false */
  readonly exposeRoutesToVSwitch?: boolean;
  /** Pods and services with IPv6 beside IPv4. Not built yet: true is refused. @default false */
  readonly dualStack?: boolean;
}

/** What {@link ClusterNetwork} takes. */
export interface ClusterNetworkProps extends NetworkProps, ProviderProps {
  readonly clusterName: string;
  /** Zone of Hetzner's network, for instance `eu-central`. */
  readonly networkZone: string;
  /** Range of pods. @default the upper half of the network's */
  readonly podCidr?: string;
  /** Range of services. @default an eighth of the network's, at most a /12 */
  readonly serviceCidr?: string;
  /** Whether Terraform refuses to destroy the network, and Hetzner to delete it. @default false */
  readonly deleteProtection?: boolean;
}
