import { Token } from "cdktf";
import type { PropChecks } from "../props/check-props";
import { isHcloudId } from "../props/hcloud-id";
import type { ClusterFirewallProps, FirewallRuleProps } from "./props";
import { normalSource } from "./sources";

/** Hetzner's limit of one firewall (https://docs.hetzner.com/cloud/firewalls/overview: 50 rules). */
const MOST_EXTRA_RULES = 47;
const PORT = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** What the props of a firewall must fulfil. */
export const firewallChecks: PropChecks<ClusterFirewallProps> = {
  concrete: ({ clusterName }) => ({ clusterName }),
  rules: [
    ...(["apiSources", "kubeApiSources", "talosApiSources"] as const).map((prop) => ({
      prop,
      broken: ({ [prop]: sources = [] }: ClusterFirewallProps) => badSources(sources).length > 0,
      message: ({ [prop]: sources = [] }: ClusterFirewallProps) => notSources(badSources(sources)),
    })),
    {
      prop: ({ extraRules = [] }) => rulePath(extraRules, (rule) => badSources(endsOf(rule)).length > 0),
      broken: ({ extraRules = [] }) => badSources(extraRules.flatMap(endsOf)).length > 0,
      message: ({ extraRules = [] }) => notSources(badSources(extraRules.flatMap(endsOf))),
    },
    {
      prop: ({ extraRules = [] }) => rulePath(extraRules, (rule) => !hasPort(rule)),
      broken: ({ extraRules = [] }) => extraRules.some((rule) => !hasPort(rule)),
      message: ({ extraRules = [] }) => {
        const [rule] = extraRules.filter((each) => !hasPort(each));
        return `("${rule?.description}") has the port "${rule?.port ?? ""}"; tcp and udp want one (443) or a row of them (30000-32767), the others none`;
      },
    },
    {
      prop: ({ extraRules = [] }) => rulePath(extraRules, isPointless),
      broken: ({ extraRules = [] }) => extraRules.some(isPointless),
      message: ({ extraRules = [] }) =>
        `("${extraRules.find(isPointless)?.description}") opens nothing; a rule "in" wants "sources", a rule "out" wants "destinations"`,
    },
    {
      prop: "ids",
      broken: ({ ids = [] }) => !ids.every(isHcloudId),
      message: ({ ids = [] }) =>
        `has "${ids.find((id) => !isHcloudId(id))}"; ids are wanted, numbers, as "hcloud firewall list" shows them`,
    },
    {
      prop: "extraRules",
      broken: ({ extraRules = [] }) => extraRules.length > MOST_EXTRA_RULES,
      message: ({ extraRules = [] }) =>
        `has ${extraRules.length} rules; Hetzner takes ${MOST_EXTRA_RULES} beside the cluster's own`,
    },
  ],
};

function badSources(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => !isSource(text));
}

function endsOf({ sources = [], destinations = [] }: FirewallRuleProps): readonly string[] {
  return [...sources, ...destinations];
}

function notSources(texts: readonly string[]): string {
  const quoted = texts.map((text) => `"${text}"`).join(", ");
  return `has ${quoted}; addresses and ranges are wanted, such as 203.0.113.7 or 2001:db8::/64`;
}

function rulePath(rules: readonly FirewallRuleProps[], isMeant: (rule: FirewallRuleProps) => boolean): string {
  return `extraRules[${rules.findIndex(isMeant)}]`;
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
