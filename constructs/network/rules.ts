import type { PropChecks } from "../props/check-props";
import { contains, parseAddress, parseCidr } from "./cidr";
import type { ClusterNetworkProps } from "./props";

/** What a cluster's network has without a word. */
export const DEFAULT_CIDR = "10.0.0.0/16";

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
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
      broken: ({ cidr = DEFAULT_CIDR }) => !isPrivate(cidr),
      message: ({ cidr = DEFAULT_CIDR }) =>
        `"cidr" is "${cidr}"; Hetzner takes private ranges: parts of ${PRIVATE.join(", ")}`,
    },
    {
      broken: ({ networkZone }) => !ZONES.includes(networkZone) && !networkZone.includes("${"),
      message: ({ networkZone }) => `"networkZone" is "${networkZone}"; there are ${ZONES.join(", ")}`,
    },
    {
      broken: ({ dualStack }) => dualStack === true,
      message: () =>
        '"dualStack" is true; pods and services with IPv6 are not built yet, since Hetzner\'s private networks carry IPv4 alone',
    },
    {
      broken: ({ id, subnetIds }) => id === undefined && subnetIds !== undefined,
      message: () => '"subnetIds" is given without "id"; subnets that are there already belong to a network that is',
    },
    {
      broken: ({ routes = [] }) => routes.some(({ destination }) => parseCidr(destination) === undefined),
      message: ({ routes = [] }) =>
        `"routes" has the destinations ${routes.map(({ destination }) => `"${destination}"`).join(", ")}; ranges such as 192.168.0.0/16 are wanted`,
    },
    {
      broken: ({ routes = [] }) =>
        routes.some(({ gateway }) => parseAddress(gateway) === undefined && !gateway.includes("${")),
      message: ({ routes = [] }) =>
        `"routes" has the gateways ${routes.map(({ gateway }) => `"${gateway}"`).join(", ")}; addresses in the network are wanted`,
    },
  ],
};

/** What is no range at all is told by the address plan. */
function isPrivate(text: string): boolean {
  const cidr = parseCidr(text);
  return cidr === undefined || PRIVATE.some((each) => contains(parseCidr(each) ?? cidr, cidr));
}
