import { holdsToken, type PropChecks, type Rule } from "../props/check-props";
import { clusterNameRule } from "./cluster-name";
import { nodeCount, poolsOf } from "./pools";
import type { TalosClusterProps } from "./props";
import { LOCATIONS, zoneOf } from "./zones";

/** etcd is not made for more. */
const MOST_CONTROL_PLANES = 9;
/** Hetzner attaches at most a hundred servers to a network (https://docs.hetzner.com/cloud/networks/faq). */
const MOST_NODES = 100;
const ENDPOINTS = ["load-balancer", "virtual-ip", "hostname", "first-node"];

const allPools = (props: TalosClusterProps) => [...poolsOf(props, "control-plane"), ...poolsOf(props, "worker")];
const controlPlanes = (props: TalosClusterProps) => nodeCount(poolsOf(props, "control-plane"));

const nodeRules: readonly Rule<TalosClusterProps>[] = [
  {
    prop: "nodes.controlPlane",
    broken: (props) =>
      poolsOf(props, "control-plane").every(({ count }) => Number.isInteger(count) && count >= 0) &&
      (controlPlanes(props) % 2 === 0 || controlPlanes(props) > MOST_CONTROL_PLANES),
    message: (props) =>
      `has ${controlPlanes(props)} nodes; an odd number up to ${MOST_CONTROL_PLANES} is wanted: an even one stands no more failures than the odd one below it`,
  },
  {
    prop: "nodes",
    broken: (props) => nodeCount(allPools(props)) > MOST_NODES,
    message: (props) => `has ${nodeCount(allPools(props))} nodes; Hetzner attaches at most ${MOST_NODES} to a network`,
  },
  {
    prop: "nodes",
    broken: (props) => repeated(allPools(props).map(({ name }) => name)).length > 0,
    message: (props) =>
      `has more than one pool called "${repeated(allPools(props).map(({ name }) => name))[0]}"; give each a "name" of its own`,
  },
];

/** What the props of a cluster must fulfil; those of its parts are checked by them. */
export const talosClusterChecks: PropChecks<TalosClusterProps> = {
  required: ["clusterName", "hetzner", "nodes"],
  concrete: ({ clusterName, hetzner, nodes, kubeApi }) => ({
    clusterName,
    "hetzner.region": hetzner.region,
    "nodes.controlPlane": poolsOf({ clusterName, hetzner, nodes }, "control-plane").map(({ name, count }) => [
      name,
      count,
    ]),
    "nodes.workers": poolsOf({ clusterName, hetzner, nodes }, "worker").map(({ name, count }) => [name, count]),
    "kubeApi.endpoint": kubeApi?.endpoint,
  }),
  rules: [
    clusterNameRule,
    {
      prop: "hetzner.region",
      broken: ({ hetzner: { region, networkZone } }) => zoneOf(region) === undefined && networkZone === undefined,
      message: ({ hetzner: { region } }) => `is "${region}"; there are ${LOCATIONS.join(", ")}`,
    },
    ...nodeRules,
    {
      prop: "kubeApi.endpoint",
      broken: ({ kubeApi: { endpoint = "hostname" } = {} }) => !ENDPOINTS.includes(endpoint),
      message: ({ kubeApi }) => `is "${kubeApi?.endpoint}"; there are ${ENDPOINTS.join(", ")}`,
    },
    {
      prop: "kubeApi.endpoint",
      broken: ({ kubeApi: { endpoint, hostname } = {} }) => endpoint === "hostname" && hostname === undefined,
      message: () => 'is "hostname" without "kubeApi.hostname"; the name that DNS has for the API is wanted',
    },
    {
      prop: "kubeApi.endpoint",
      broken: ({ kubeApi: { endpoint, hcloudToken } = {} }) => endpoint === "virtual-ip" && hcloudToken === undefined,
      message: () =>
        'is "virtual-ip" without "kubeApi.hcloudToken"; Talos moves the address with a token of Hetzner\'s API',
    },
    {
      prop: "kubeApi.endpoint",
      broken: (props) => controlPlanes(props) > 1 && props.kubeApi?.endpoint === "first-node",
      message: (props) =>
        `is "first-node" with ${controlPlanes(props)} control planes; the API would be gone with the first of them`,
    },
    {
      prop: "talos.secrets",
      broken: ({ talos, ephemeralSecrets }) => (talos?.secrets === "ephemeral") !== (ephemeralSecrets !== undefined),
      message: ({ talos }) =>
        `is "${talos?.secrets ?? "state"}"; with "ephemeral", and only then, "ephemeralSecrets" is given: a ClusterStack does so`,
    },
    {
      prop: "talos.secretsFile",
      broken: ({ talos }) => talos?.secrets === "ephemeral" && talos.secretsFile !== undefined,
      message: ({ talos }) =>
        `is "${talos?.secretsFile}" with "talos.secrets" "ephemeral"; that file's text is then given to Terraform, by the variable secrets_yaml`,
    },
    {
      prop: "loadBalancer.ingress",
      broken: (props) => repeated(ingressNames(props)).length > 0,
      message: (props) =>
        `has more than one load balancer called "${repeated(ingressNames(props))[0]}"; give each a "name" of its own`,
    },
    {
      prop: (props) => `loadBalancer.ingress[${unknownPools(props)[0]?.index ?? 0}].pools`,
      broken: (props) => unknownPools(props).length > 0,
      message: (props) =>
        `names the pool "${unknownPools(props)[0]?.name}"; there are ${workerNames(props).join(", ")}`,
    },
  ],
};

function ingressNames({ loadBalancer }: TalosClusterProps): readonly string[] {
  return (loadBalancer?.ingress ?? []).map(({ name = "ingress" }) => name);
}

function workerNames(props: TalosClusterProps): readonly string[] {
  return poolsOf(props, "worker").map(({ name }) => `"${name}"`);
}

/** Pools that a load balancer names and the cluster does not have, with the load balancer's place in the list. */
function unknownPools(props: TalosClusterProps): readonly { readonly name: string; readonly index: number }[] {
  const known = workerNames(props);
  const named = (props.loadBalancer?.ingress ?? []).flatMap(({ pools = [] }, index) =>
    pools.map((name) => ({ name, index })),
  );
  return named.filter(({ name }) => !holdsToken(name) && !known.includes(`"${name}"`));
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
