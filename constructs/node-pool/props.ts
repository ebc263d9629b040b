import type { IClusterNetwork } from "../network/construct";
import type { PlacementGroups } from "../placement-groups/construct";
import type { ProviderProps } from "../props/providers";
import type { RdnsTemplates } from "../reverse-dns/props";

/** A processor, as Talos names it. */
export type Architecture = "amd64" | "arm64";

/** A volume that each node of a pool has. */
export interface VolumeProps {
  /** Name, of which the pool has one. */
  readonly name: string;
  /** Size in GiB, at least 10. */
  readonly sizeGiB: number;
  /** File system that Hetzner makes on it. @default none: Talos formats what it is told to use */
  readonly format?: "ext4" | "xfs";
}

/** What is otherwise for one node of a pool. */
export interface NodeOverrideProps {
  /** Number of the node. */
  readonly number: number;
  /** Server type. @default the pool's */
  readonly type?: string;
  /** Location. @default by the pool's locations */
  readonly location?: string;
  /** More labels of the Kubernetes node. @default the pool's alone */
  readonly labels?: Readonly<Record<string, string>>;
  /** More Talos patches, as objects or YAML. @default the pool's alone */
  readonly patches?: readonly ConfigPatch[];
}

/** A patch of a Talos machine configuration. */
export type ConfigPatch = string | Readonly<Record<string, unknown>>;

/** A pool of nodes, as `cluster.yaml` says it too. */
export interface PoolProps extends RdnsTemplates {
  /** Name of the pool; its nodes are called after it. @default control-plane, or worker */
  readonly name?: string;
  /** Highest number of a node. */
  readonly count: number;
  /** Server type, for instance `cpx22`. One that is newer than this package is taken, with a warning. */
  readonly type: string;
  /** Processor of the server type. @default arm64 for the cax types, else amd64 */
  readonly arch?: Architecture;
  /** Locations over which the nodes are spread by their numbers. @default the cluster's region */
  readonly locations?: readonly string[];
  /** Numbers that are left out of the count. @default none */
  readonly exclude?: readonly number[];
  /** What is otherwise for single nodes. @default nothing */
  readonly nodes?: readonly NodeOverrideProps[];
  /** Labels of the Kubernetes nodes. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the Kubernetes nodes. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Taints of the Kubernetes nodes: key → `value:Effect`. @default none */
  readonly taints?: Readonly<Record<string, string>>;
  /** Talos patches for this pool, as objects or YAML. @default none */
  readonly patches?: readonly ConfigPatch[];
  /** Whether Hetzner keeps backups of the servers. @default false */
  readonly backups?: boolean;
  /** Whether Terraform refuses to destroy the servers and volumes, and Hetzner to delete and rebuild them. @default false */
  readonly protection?: boolean;
  /** Whether the disk stays small when the server type grows, so that it can shrink again. @default false */
  readonly keepDisk?: boolean;
  /** Volumes of each node. @default none */
  readonly volumes?: readonly VolumeProps[];
  /** Whether the servers have a public IPv4 address. @default true */
  readonly publicIpv4?: boolean;
  /** Whether the servers have a public IPv6 network. @default true */
  readonly publicIpv6?: boolean;
  /** Whether the nodes are spread over hosts by placement groups. @default true */
  readonly placementGroup?: boolean;
}

/** What pools of both roles take beside what says how they are. */
export interface NodePoolProps extends PoolProps, ProviderProps {
  readonly name: string;
  readonly clusterName: string;
  readonly locations: readonly string[];
  readonly network: IClusterNetwork;
  /** Id of the image to boot, by the servers' processor. A new one changes no running server. */
  readonly imageIds: Readonly<Partial<Record<Architecture, string>>>;
  /** Firewalls to be put on the nodes. @default none */
  readonly firewallIds?: readonly string[];
  /** SSH keys, names or ids; Talos takes no logins, but without one Hetzner mails a password. @default none */
  readonly sshKeys?: readonly string[];
  /** Where placement groups come from. @default no placement groups */
  readonly placementGroups?: PlacementGroups;
  /** Whether alias addresses are left to Talos, which moves the API's address by them. @default false */
  readonly ignoreAliasIps?: boolean;
}
