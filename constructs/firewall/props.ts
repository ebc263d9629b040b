import type { ProviderProps } from "../props/providers";

/** A rule beside those of the cluster's own. */
export interface FirewallRuleProps {
  /** What it is for. */
  readonly description: string;
  /** Whose way it opens. @default in */
  readonly direction?: "in" | "out";
  readonly protocol: "tcp" | "udp" | "icmp" | "esp" | "gre";
  /** A port or ports, for instance `443` or `30000-32767`. @default none, as for icmp, esp and gre */
  readonly port?: string;
  /** Who is let in (direction `in`). @default nobody */
  readonly sources?: readonly string[];
  /** Where it may go (direction `out`). @default nowhere */
  readonly destinations?: readonly string[];
}

/** The firewall of a cluster, as `cluster.yaml` says it too. Nothing is open that need not be. */
export interface FirewallProps {
  /** Who reaches the Kubernetes API (6443) and the Talos API (50000). @default the address of whoever applies first */
  readonly apiSources?: readonly string[];
  /** Who reaches the Kubernetes API on the nodes. @default apiSources */
  readonly kubeApiSources?: readonly string[];
  /** Who reaches the Talos API. @default apiSources */
  readonly talosApiSources?: readonly string[];
  /** Whether the IPv4 address of whoever applies first is let in. @default true where no sources are given */
  readonly ownIpv4?: boolean;
  /** Whether its IPv6 address is let in: as one address, or as the /64 that it is in. @default none */
  readonly ownIpv6?: "/64" | "/128" | "none";
  /** Whether a run from another address changes the rules. @default false: that address is no drift */
  readonly followOwnAddress?: boolean;
  /** More rules, for nodes of both roles. @default none */
  readonly extraRules?: readonly FirewallRuleProps[];
  /** Ids of firewalls that are there already and are put on every node as well. @default none */
  readonly ids?: readonly string[];
  /** Whether the cluster has a firewall of its own. @default true */
  readonly enabled?: boolean;
}

/** What {@link ClusterFirewall} takes. */
export interface ClusterFirewallProps extends FirewallProps, ProviderProps {
  readonly clusterName: string;
  /** Range of the private network, whose traffic no firewall of Hetzner's sees. */
  readonly networkCidr: string;
}
