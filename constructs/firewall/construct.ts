import { Fn } from "cdktf";
import { Construct } from "constructs";
import { Firewall, type FirewallRuleValue } from "../bindings/hcloud";
import { DataPublicIp } from "../bindings/hephaestus";
import { ownLabels } from "../labels/labels";
import { checkProps } from "../props/check-props";
import { hcloudOf, hephaestusOf } from "../props/providers";
import { PinnedValue } from "./pinned-value";
import type { ClusterFirewallProps, FirewallRuleProps } from "./props";
import { firewallChecks } from "./rules";
import { normalSource } from "./sources";

const KUBE_API_PORT = "6443";
const TALOS_API_PORT = "50000";

/** The firewall on every node of a cluster: it lets in whom the two APIs are for, and what the extra rules say. */
export class ClusterFirewall extends Construct {
  /** Ids of all firewalls that are put on nodes: ours, and those that were there. */
  readonly firewallIds: readonly string[];

  constructor(scope: Construct, id: string, props: ClusterFirewallProps) {
    super(scope, id);
    checkProps(`ClusterFirewall "${id}"`, props, firewallChecks);
    const { clusterName: cluster, ids = [], enabled = true } = props;
    if (!enabled) {
      this.firewallIds = ids;
      return;
    }
    const firewall = new Firewall(this, "Resource", {
      ...hcloudOf(props),
      name: cluster,
      labels: ownLabels({ cluster, role: "cluster", component: "firewall" }),
      rule: this.rules(props),
    });
    this.firewallIds = [firewall.id, ...ids];
  }

  private rules(props: ClusterFirewallProps): readonly FirewallRuleValue[] {
    const { apiSources = [], kubeApiSources = apiSources, talosApiSources = apiSources, extraRules = [] } = props;
    const own = this.ownAddresses(props);
    const rules = [
      ...opened("Kubernetes API", KUBE_API_PORT, [...kubeApiSources.map(normalSource), ...own]),
      ...opened("Talos API", TALOS_API_PORT, [...talosApiSources.map(normalSource), ...own]),
      ...extraRules.map(extraRule),
    ];
    return rules.length > 0 ? rules : [harmless(props.networkCidr)];
  }

  /** Pinned, so that a run from another address is no drift: what was true at first stays until somebody asks for more. */
  private ownAddresses(props: ClusterFirewallProps): readonly string[] {
    const { apiSources, kubeApiSources, talosApiSources } = props;
    const hasSources = [apiSources, kubeApiSources, talosApiSources].some((each) => each !== undefined);
    const { ownIpv4 = !hasSources, ownIpv6 = "none" } = props;
    return [
      ...(ownIpv4 ? [this.ownAddress(props, "own-ipv4", this.ownIpv4(props))] : []),
      ...(ownIpv6 === "none" ? [] : [this.ownAddress(props, "own-ipv6", this.ownIpv6(props, ownIpv6))]),
    ];
  }

  private ownAddress({ followOwnAddress = false }: ClusterFirewallProps, name: string, cidr: string): string {
    return followOwnAddress ? cidr : new PinnedValue(this, `${name}-pin`, cidr).value;
  }

  private ownIpv4(props: ClusterFirewallProps): string {
    return new DataPublicIp(this, "own-ipv4", { ...hephaestusOf(props), family: "ipv4" }).cidr;
  }

  private ownIpv6(props: ClusterFirewallProps, range: "/64" | "/128"): string {
    const { address } = new DataPublicIp(this, "own-ipv6", { ...hephaestusOf(props), family: "ipv6" });
    // cidrsubnet masks the rest away, and writes the address as Hetzner keeps it.
    return Fn.cidrsubnet(`${address}${range}`, 0, 0);
  }
}

function opened(description: string, port: string, sourceIps: readonly string[]): readonly FirewallRuleValue[] {
  return sourceIps.length === 0 ? [] : [{ description, direction: "in", protocol: "tcp", port, sourceIps }];
}

function extraRule(rule: FirewallRuleProps): FirewallRuleValue {
  const { description, direction = "in", protocol, port, sources = [], destinations = [] } = rule;
  return direction === "in"
    ? { description, direction, protocol, port, sourceIps: sources.map(normalSource) }
    : { description, direction, protocol, port, destinationIps: destinations.map(normalSource) };
}

/** The real provider never takes the last rule away; this one opens nothing, since no firewall sees the private network. */
function harmless(networkCidr: string): FirewallRuleValue {
  return { description: "Nothing is open", direction: "in", protocol: "icmp", sourceIps: [networkCidr] };
}
