/** A firewall and what it is applied to. */

export interface FirewallRule {
  description: string | null;
  direction: "in" | "out";
  protocol: "tcp" | "udp" | "icmp" | "esp" | "gre";
  /** "80" or "1000-2000"; null where the protocol has no ports. */
  port: string | null;
  sourceIps: string[];
  destinationIps: string[];
}

/** What a firewall is applied to: one server, or all with certain labels. */
export type FirewallTarget = { type: "server"; serverId: number } | { type: "label_selector"; selector: string };

/** A firewall; its rules hold on each server that it is applied to. */
export interface Firewall {
  id: number;
  name: string;
  createdMs: number;
  rules: FirewallRule[];
  appliedTo: FirewallTarget[];
  /** Servers on which the rules are not in force yet. */
  pendingServerIds: number[];
  /** Selectors whose servers are still being looked up. */
  pendingSelectors: string[];
  labels: Record<string, string>;
}
