import type { PropChecks } from "../props/check-props";
import { isHcloudId } from "../props/hcloud-id";
import { contains, parseAddress, parseCidr } from "./cidr";
import type { ClusterNetworkProps } from "./props";

/** What a cluster's network has without a word. */
export const DEFAULT_CIDR = "10.0.0.0/16";

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
/** Hetzner's limit of a network (https://docs.hetzner.com/cloud/networks/faq). */
const NARROWEST_NETWORK = 24;
const ZONES = ["eu-central", "us-east", "us-west", "ap-southeast"];

/** What the props of a network must fulfil; ranges are checked by the address plan. */
export const networkChecks: PropChecks<ClusterNetworkProps> = {
  concrete: ({ clusterName, cidr, subnets, podCidr, serviceCidr }) => ({
    clusterName,
    cidr,
    subnets,
    podCidr,
    serviceCidr,
  }),
  rules: [
    {
      prop: "cidr",
      broken: ({ cidr = DEFAULT_CIDR }) => !isPrivate(cidr),
      message: ({ cidr = DEFAULT_CIDR }) =>
        `is "${cidr}"; Hetzner takes private ranges: parts of ${PRIVATE.join(", ")}`,
    },
    {
      prop: "cidr",
      broken: ({ cidr = DEFAULT_CIDR }) => (parseCidr(cidr)?.prefix ?? 0) > NARROWEST_NETWORK,
      message: ({ cidr }) => `is "${cidr}"; Hetzner takes networks of a /${NARROWEST_NETWORK} or wider`,
    },
    {
      prop: "networkZone",
      broken: ({ networkZone }) => !ZONES.includes(networkZone) && !networkZone.includes("${"),
      message: ({ networkZone }) => `is "${networkZone}"; there are ${ZONES.join(", ")}`,
    },
    {
      prop: "dualStack",
      broken: ({ dualStack }) => dualStack === true,
      message: () =>
        "is true; pods and services with IPv6 are not built yet, since Hetzner's private networks carry IPv4 alone",
    },
    {
      prop: "id",
      broken: ({ id }) => id !== undefined && !isHcloudId(id),
      message: ({ id }) => `is "${id}"; the network's id is wanted, a number, as "hcloud network list" shows it`,
    },
    {
      prop: "subnetIds",
      broken: ({ id, subnetIds }) => id === undefined && subnetIds !== undefined,
      message: () => 'is given without "id"; subnets that are there already belong to a network that is',
    },
    {
      prop: "routes",
      broken: ({ routes = [] }) => routes.some(({ destination }) => parseCidr(destination) === undefined),
      message: ({ routes = [] }) =>
        `has the destinations ${routes.map(({ destination }) => `"${destination}"`).join(", ")}; ranges such as 192.168.0.0/16 are wanted`,
    },
    {
      prop: "routes",
      broken: ({ routes = [] }) =>
        routes.some(({ gateway }) => parseAddress(gateway) === undefined && !gateway.includes("${")),
      message: ({ routes = [] }) =>
        `has the gateways ${routes.map(({ gateway }) => `"${gateway}"`).join(", ")}; addresses in the network are wanted`,
    },
  ],
};

/** What is no range at all is told by the address plan. */
function isPrivate(text: string): boolean {
  const cidr = parseCidr(text);
  return cidr === undefined || PRIVATE.some((each) => contains(parseCidr(each) ?? cidr, cidr));
}
