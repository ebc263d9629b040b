import type { IClusterNetwork } from "../network/construct";

/** What {@link KubeApiVirtualIp} takes. */
export interface KubeApiVirtualIpProps {
  readonly network: IClusterNetwork;
  /** A token of Hetzner's API, with which Talos moves the address. It stands in the control planes' configuration. */
  readonly hcloudToken: string;
  /** The minor version of the Talos contract: 13 for v1.13. */
  readonly contractMinor: number;
  /** The address, one that Hetzner gives to nobody. @default the last of the control planes' subnet */
  readonly address?: string;
}
