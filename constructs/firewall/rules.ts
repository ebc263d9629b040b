import { Token } from "cdktf";
import type { PropChecks } from "../props/check-props";
import type { ClusterFirewallProps, FirewallRuleProps } from "./props";
import { normalSource } from "./sources";

/** Hetzner's limit of one firewall (https://docs.hetzner.com/cloud/firewalls/overview: 50 rules). */
const MOST_EXTRA_RULES = 47;
const PORT = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** What the props of a firewall must fulfil. */
export const firewallChecks: PropChecks<ClusterFirewallProps> = {
  concrete: ({ clusterName }) => ({ clusterName }),
  rules: [
    {
      broken: (props) => badSources(props).length > 0,
      message: (props) =>
        `${badSources(props)
          .map((text) => `"${text}"`)
          .join(", ")} is no source; addresses and ranges are wanted, such as 203.0.113.7 or 2001:db8::/64`,
    },
    {
      broken: ({ extraRules = [] }) => extraRules.some((rule) => !hasPort(rule)),
      message: ({ extraRules = [] }) => {
        const [rule] = extraRules.filter((each) => !hasPort(each));
        return `the rule "${rule?.description}" has the port "${rule?.port ?? ""}"; tcp and udp want one (443) or a row of them (30000-32767), the others none`;
      },
    },
    {
      broken: ({ extraRules = [] }) => extraRules.some(isPointless),
      message: ({ extraRules = [] }) =>
        `the rule "${extraRules.find(isPointless)?.description}" opens nothing; a rule "in" wants "sources", a rule "out" wants "destinations"`,
    },
    {
      broken: ({ extraRules = [] }) => extraRules.length > MOST_EXTRA_RULES,
      message: ({ extraRules = [] }) =>
        `"extraRules" has ${extraRules.length} rules; Hetzner takes ${MOST_EXTRA_RULES} beside the cluster's own`,
    },
  ],
};

function badSources({
  apiSources = [],
  kubeApiSources = [],
  talosApiSources = [],
  extraRules = [],
}: ClusterFirewallProps) {
  const extra = extraRules.flatMap(({ sources = [], destinations = [] }) => [...sources, ...destinations]);
  return [...apiSources, ...kubeApiSources, ...talosApiSources, ...extra].filter((text) => !isSource(text));
}

function isSource(text: string): boolean {
  try {
    normalSource(text);
    return true;
  } catch {
    return false;
  }
}

function hasPort({ protocol, port }: FirewallRuleProps): boolean {
  if (protocol !== "tcp" && protocol !== "udp") return port === undefined;
  if (Token.isUnresolved(port)) return true;
  const [, first, last = first] = PORT.exec(port ?? "") ?? [];
  return first !== undefined && Number(first) >= 1 && Number(first) <= Number(last) && Number(last) <= 65_535;
}

function isPointless({ direction = "in", sources = [], destinations = [] }: FirewallRuleProps): boolean {
  return (direction === "in" ? sources : destinations).length === 0;
}
