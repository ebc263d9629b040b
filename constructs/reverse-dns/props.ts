import type { ProviderProps } from "../props/providers";

/** What {@link ReverseDns} takes: one of `serverId` and `loadBalancerId`. */
export interface ReverseDnsProps extends ProviderProps {
  /** For instance `{{ hostname }}.{{ ip-type }}.example.com`. */
  readonly template: string;
  readonly ipAddress: string;
  /** @default the address is a load balancer's */
  readonly serverId?: string;
  /** @default the address is a server's */
  readonly loadBalancerId?: string;
  /** What other placeholders stand for; `ip-type` and `ip-labels` follow from the address. @default none */
  readonly values?: Readonly<Record<string, string>>;
}

/** Templates for both kinds of addresses. */
export interface RdnsTemplates {
  /** Template for IPv4 and IPv6. @default no name */
  readonly rdns?: string;
  /** Template for IPv4. @default rdns */
  readonly rdnsIpv4?: string;
  /** Template for IPv6. @default rdns */
  readonly rdnsIpv6?: string;
}
