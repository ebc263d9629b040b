import { Construct } from "constructs";
import { LoadBalancer, LoadBalancerNetwork, LoadBalancerService, LoadBalancerTarget } from "../bindings/hcloud";
import { ownLabels } from "../labels/labels";
import { checkProps } from "../props/check-props";
import { numberOf } from "../props/hcloud-id";
import { protection } from "../props/protection";
import { hcloudOf } from "../props/providers";
import { ReverseDns } from "../reverse-dns/construct";
import type { IngressLoadBalancerProps, IngressPortProps } from "./props";
import { ingressLoadBalancerChecks } from "./rules";

/** A load balancer before the workers of a cluster, or of some of its pools; it finds them by their labels. */
export class IngressLoadBalancer extends Construct {
  readonly loadBalancerId: string;
  readonly ipv4: string;
  readonly ipv6: string;

  constructor(scope: Construct, id: string, props: IngressLoadBalancerProps) {
    super(scope, id);
    checkProps(`IngressLoadBalancer "${id}"`, props, ingressLoadBalancerChecks);
    const { clusterName: cluster, name, type = "lb11", location, deleteProtection, ports } = props;
    const balancer = new LoadBalancer(this, "Resource", {
      ...hcloudOf(props),
      name: `${cluster}-${name}`,
      loadBalancerType: type,
      location,
      labels: ownLabels({ cluster, role: "worker", component: "ingress" }),
      ...protection(deleteProtection),
    });
    this.loadBalancerId = balancer.id;
    this.ipv4 = balancer.ipv4;
    this.ipv6 = balancer.ipv6;
    this.makeTargets(props);
    for (const port of ports) this.makeService(props, port);
    this.nameAddresses(props);
  }

  private makeTargets(props: IngressLoadBalancerProps): void {
    const { clusterName, pools, network } = props;
    const loadBalancerId = numberOf(this.loadBalancerId);
    const subnetId = network.subnetId("loadBalancer");
    const attachment = new LoadBalancerNetwork(this, "network", { ...hcloudOf(props), loadBalancerId, subnetId });
    const selectors = (pools ?? [undefined]).map((pool): readonly [string, string] => {
      const workers = `cluster=${clusterName},role=worker,component=node`;
      return pool === undefined ? ["workers", workers] : [`pool-${pool}`, `${workers},pool=${pool}`];
    });
    for (const [name, labelSelector] of selectors) {
      new LoadBalancerTarget(this, name, {
        ...hcloudOf(props),
        ...{ type: "label_selector", loadBalancerId, labelSelector, usePrivateIp: true, dependsOn: [attachment] },
      });
    }
  }

  private makeService(
    props: IngressLoadBalancerProps,
    { listen, target, proxyProtocol = false }: IngressPortProps,
  ): void {
    new LoadBalancerService(this, `port-${listen}`, {
      ...hcloudOf(props),
      loadBalancerId: this.loadBalancerId,
      protocol: "tcp",
      listenPort: listen,
      destinationPort: target,
      proxyprotocol: proxyProtocol,
      healthCheck: [{ protocol: "tcp", port: target, interval: 5, timeout: 3, retries: 3 }],
    });
  }

  private nameAddresses(props: IngressLoadBalancerProps): void {
    const { clusterName: cluster, name, hcloudProvider } = props;
    const values = { cluster, role: "ingress", hostname: `${cluster}-${name}`, id: name };
    const families = [
      ["ipv4", props.rdnsIpv4 ?? props.rdns, this.ipv4],
      ["ipv6", props.rdnsIpv6 ?? props.rdns, this.ipv6],
    ] as const;
    for (const [family, template, ipAddress] of families) {
      if (template === undefined) continue;
      const provider = hcloudProvider === undefined ? {} : { hcloudProvider };
      const target = { loadBalancerId: this.loadBalancerId, values };
      new ReverseDns(this, `rdns-${family}`, { ...provider, template, ipAddress, ...target });
    }
  }
}
