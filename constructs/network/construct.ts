import { Construct } from "constructs";
import { Network, NetworkRoute, NetworkSubnet } from "../bindings/hcloud";
import { ownLabels } from "../labels/labels";
import { checkProps } from "../props/check-props";
import { numberOf } from "../props/hcloud-id";
import { inTermsOf } from "../props/props-error";
import { protection } from "../props/protection";
import { hcloudOf } from "../props/providers";
import { type AddressPlan, addressPlan } from "./address-plan";
import type { ClusterNetworkProps } from "./props";
import { DEFAULT_CIDR, networkChecks } from "./rules";

/** The part of a network that a machine or load balancer is in. */
export type SubnetRole = "controlPlane" | "worker" | "loadBalancer";

/** A cluster's private network, ours or one that was there. */
export interface IClusterNetwork {
  /** Id of Hetzner's network. */
  readonly networkId: string;
  readonly networkZone: string;
  /** Where everything has its addresses. */
  readonly addresses: AddressPlan;
  /** Id of the subnet of this role. */
  subnetId(role: SubnetRole): string;
}

/**
 * The private network of a cluster, with a subnet for each role. Its plan of addresses follows from its range alone:
 * no pool has a part in it, so that pools come and go and every address stays.
 */
export class ClusterNetwork extends Construct implements IClusterNetwork {
  readonly networkId: string;
  readonly networkZone: string;
  readonly addresses: AddressPlan;
  private readonly subnetIds: Readonly<Record<SubnetRole, string>>;

  constructor(scope: Construct, id: string, props: ClusterNetworkProps) {
    super(scope, id);
    checkProps(`ClusterNetwork "${id}"`, props, networkChecks);
    const { cidr = DEFAULT_CIDR, subnets, podCidr, serviceCidr, networkZone } = props;
    this.networkZone = networkZone;
    this.addresses = inTermsOf(planOrigin, () =>
      addressPlan({ network: cidr, ...subnets, pods: podCidr, services: serviceCidr }),
    );
    this.networkId = props.id ?? this.makeNetwork(props);
    this.subnetIds = props.subnetIds ?? this.makeSubnets(props);
    this.makeRoutes(props);
  }

  subnetId(role: SubnetRole): string {
    return this.subnetIds[role];
  }

  private makeNetwork(props: ClusterNetworkProps): string {
    const { clusterName: cluster, exposeRoutesToVSwitch, deleteProtection } = props;
    const network = new Network(this, "Resource", {
      ...hcloudOf(props),
      name: cluster,
      ipRange: this.addresses.network,
      labels: ownLabels({ cluster, role: "cluster", component: "network" }),
      exposeRoutesToVswitch: exposeRoutesToVSwitch,
      ...protection(deleteProtection),
    });
    return network.id;
  }

  private makeSubnets(props: ClusterNetworkProps): Readonly<Record<SubnetRole, string>> {
    const { controlPlane, worker, loadBalancer } = this.addresses;
    return {
      controlPlane: this.makeSubnet("control-plane", controlPlane, props),
      worker: this.makeSubnet("worker", worker, props),
      loadBalancer: this.makeSubnet("load-balancer", loadBalancer, props),
    };
  }

  private makeSubnet(name: string, ipRange: string, props: ClusterNetworkProps): string {
    const { networkZone } = props;
    const networkId = numberOf(this.networkId);
    return new NetworkSubnet(this, name, { ...hcloudOf(props), networkId, type: "cloud", networkZone, ipRange }).id;
  }

  private makeRoutes(props: ClusterNetworkProps): void {
    const { routes = [], vSwitch, networkZone } = props;
    const networkId = numberOf(this.networkId);
    for (const { destination, gateway } of routes) {
      new NetworkRoute(this, `route-${destination}`, { ...hcloudOf(props), networkId, destination, gateway });
    }
    if (vSwitch === undefined) return;
    const { id: vswitchId, cidr: ipRange } = vSwitch;
    new NetworkSubnet(this, "vswitch", {
      ...hcloudOf(props),
      ...{ networkId, type: "vswitch", networkZone, ipRange, vswitchId },
    });
  }
}

/** The prop that a range of the plan comes from. */
function planOrigin(range: string): string {
  const props: Readonly<Record<string, string>> = { network: "cidr", pods: "podCidr", services: "serviceCidr" };
  return props[range] ?? `subnets.${range}`;
}
