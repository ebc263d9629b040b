import { Construct } from "constructs";
import { LoadBalancer, LoadBalancerNetwork, LoadBalancerService, LoadBalancerTarget } from "../bindings/hcloud";
import { ownLabels } from "../labels/labels";
import { checkProps } from "../props/check-props";
import { numberOf } from "../props/hcloud-id";
import { protection } from "../props/protection";
import { hcloudOf } from "../props/providers";
import { ReverseDns } from "../reverse-dns/construct";
import type { KubeApiLoadBalancerProps } from "./props";
import { kubeApiLoadBalancerChecks } from "./rules";

const PORT = 6443;

/** A load balancer before the Kubernetes API of all control planes, whichever there are: it finds them by their labels. */
export class KubeApiLoadBalancer extends Construct {
  /** The address that the cluster's endpoint names. */
  readonly host: string;
  /** All its addresses, which the API's certificate must name. */
  readonly addresses: readonly string[];

  constructor(scope: Construct, id: string, props: KubeApiLoadBalancerProps) {
    super(scope, id);
    checkProps(`KubeApiLoadBalancer "${id}"`, props, kubeApiLoadBalancerChecks);
    const { access = "public" } = props;
    const balancer = this.makeBalancer(props);
    const attachment = new LoadBalancerNetwork(this, "network", {
      ...hcloudOf(props),
      loadBalancerId: numberOf(balancer.id),
      subnetId: props.network.subnetId("loadBalancer"),
      enablePublicInterface: access !== "private",
    });
    this.makeService(props, balancer);
    new LoadBalancerTarget(this, "control-planes", {
      ...hcloudOf(props),
      type: "label_selector",
      loadBalancerId: numberOf(balancer.id),
      labelSelector: `cluster=${props.clusterName},role=control-plane,component=node`,
      usePrivateIp: true,
      dependsOn: [attachment],
    });
    this.host = access === "private" ? attachment.ip : balancer.ipv4;
    this.addresses = access === "private" ? [attachment.ip] : [balancer.ipv4, balancer.ipv6, attachment.ip];
    if (access !== "private") this.nameAddresses(props, balancer);
  }

  private makeBalancer(props: KubeApiLoadBalancerProps): LoadBalancer {
    const { clusterName: cluster, type = "lb11", location, deleteProtection } = props;
    return new LoadBalancer(this, "Resource", {
      ...hcloudOf(props),
      name: `${cluster}-kube-api`,
      loadBalancerType: type,
      location,
      labels: ownLabels({ cluster, role: "control-plane", component: "kube-api" }),
      ...protection(deleteProtection),
    });
  }

  /** TCP through, so that client certificates arrive. Who is not known gets 401 from older servers: they live as well. */
  private makeService(props: KubeApiLoadBalancerProps, balancer: LoadBalancer): void {
    const http = { path: "/readyz", statusCodes: ["200", "401"], tls: true };
    new LoadBalancerService(this, "service", {
      ...hcloudOf(props),
      loadBalancerId: balancer.id,
      protocol: "tcp",
      listenPort: PORT,
      destinationPort: PORT,
      healthCheck: [{ protocol: "http", port: PORT, interval: 3, timeout: 2, retries: 2, http: [http] }],
    });
  }

  private nameAddresses(props: KubeApiLoadBalancerProps, balancer: LoadBalancer): void {
    const { clusterName: cluster, hcloudProvider } = props;
    const values = { cluster, role: "kube-api", hostname: `${cluster}-kube-api`, id: "kube-api" };
    const families = [
      ["ipv4", props.rdnsIpv4 ?? props.rdns, balancer.ipv4],
      ["ipv6", props.rdnsIpv6 ?? props.rdns, balancer.ipv6],
    ] as const;
    for (const [family, template, ipAddress] of families) {
      if (template === undefined) continue;
      const provider = hcloudProvider === undefined ? {} : { hcloudProvider };
      new ReverseDns(this, `rdns-${family}`, { ...provider, template, ipAddress, loadBalancerId: balancer.id, values });
    }
  }
}
