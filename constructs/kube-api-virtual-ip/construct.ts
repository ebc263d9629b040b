import { Construct } from "constructs";
import type { KubeApiVirtualIpProps } from "./props";

const FIRST_WITH_DOCUMENT = 12;

/**
 * An address in the private network that one of the control planes answers at. Talos moves it by the alias addresses of
 * the servers, so pools of control planes must leave those alone (`ignoreAliasIps`). It is there once etcd is.
 */
export class KubeApiVirtualIp extends Construct {
  /** The address that the cluster's endpoint names. */
  readonly host: string;
  /** What the control planes' configuration must say. */
  readonly patch: Readonly<Record<string, unknown>>;

  constructor(scope: Construct, id: string, props: KubeApiVirtualIpProps) {
    super(scope, id);
    const { network, hcloudToken, contractMinor, address = network.addresses.virtualIp } = props;
    this.host = address;
    this.patch =
      contractMinor >= FIRST_WITH_DOCUMENT
        ? { apiVersion: "v1alpha1", kind: "HCloudVIPConfig", name: address, link: "eth1", apiToken: hcloudToken }
        : {
            machine: {
              network: {
                interfaces: [
                  { interface: "eth1", dhcp: true, vip: { ip: address, hcloud: { apiToken: hcloudToken } } },
                ],
              },
            },
          };
  }
}
