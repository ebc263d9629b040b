import { isLabelValue } from "../labels/labels";
import { nodeNumbers } from "../placement-groups/placement";
import type { PropChecks, Rule } from "../props/check-props";
import type { Architecture, NodePoolProps } from "./props";
import { successorOf } from "./retired-types";

/** Pool, number and cluster make a host name, which DNS limits. */
const MOST_NAME_CHARACTERS = 58;
const NAME = /^[a-z]([a-z\d-]*[a-z\d])?$/;
const LOCATIONS = ["fsn1", "nbg1", "hel1", "ash", "hil", "sin"];
const TAINT = /^[^:]*:(NoSchedule|PreferNoSchedule|NoExecute)$/;
/** Hetzner's limits of a volume. */
const SMALLEST_VOLUME_GIB = 10;
const LARGEST_VOLUME_GIB = 10_240;
/** What the kubelet of a worker may not say of itself (Kubernetes' NodeRestriction). */
const RESERVED_LABEL = /^(node-role\.kubernetes\.io|node-restriction\.kubernetes\.io)\//;

/** The processor that a server type has by its name. */
export function architectureOf(type: string): Architecture {
  return type.startsWith("cax") ? "arm64" : "amd64";
}

const nameRules: readonly Rule<NodePoolProps>[] = [
  {
    broken: ({ name, clusterName }) => !NAME.test(name) || `${clusterName}-${name}`.length > MOST_NAME_CHARACTERS,
    message: ({ name }) =>
      `"name" is "${name}"; small letters, digits and inner "-" are wanted, with the cluster's name at most ${MOST_NAME_CHARACTERS} characters`,
  },
  {
    broken: ({ count }) => !Number.isInteger(count) || count < 0,
    message: ({ count }) => `"count" is ${count}; a whole number from 0 is wanted`,
  },
  {
    broken: ({ exclude = [], count }) =>
      exclude.some((number) => !Number.isInteger(number) || number < 1 || number > count),
    message: ({ exclude = [], count }) =>
      `"exclude" is [${exclude.join(", ")}]; numbers from 1 to the count, ${count}, are wanted`,
  },
  {
    broken: ({ nodes = [], count, exclude }) =>
      nodes.some(({ number }) => !nodeNumbers(count, exclude).includes(number)),
    message: ({ nodes = [], count, exclude }) =>
      `"nodes" has the numbers ${nodes.map(({ number }) => number).join(", ")}; the pool has ${nodeNumbers(count, exclude).join(", ")}`,
  },
];

const serverRules: readonly Rule<NodePoolProps>[] = [
  {
    broken: (props) => unsold(props).length > 0,
    message: (props) =>
      unsold(props)
        .map(
          ([type, location, successor]) =>
            `"type" is "${type}", which cannot be bought in "${location}"; there, "${successor}" can`,
        )
        .join("; "),
  },
  {
    broken: ({ locations, nodes = [] }) => unknownLocations(locations, nodes).length > 0,
    message: ({ locations, nodes = [] }) =>
      `"locations" has ${quoted(unknownLocations(locations, nodes))}; there are ${LOCATIONS.join(", ")}`,
  },
  {
    broken: ({ locations }) => locations.length === 0,
    message: () => '"locations" is empty; at least one location is wanted',
  },
  {
    broken: ({ type, arch }) => arch !== undefined && arch !== architectureOf(type),
    message: ({ type, arch }) => `"arch" is "${arch}" with the type "${type}"; that type is ${architectureOf(type)}`,
  },
  {
    broken: ({ nodes = [], type }) => nodes.some((node) => architectureOf(node.type ?? type) !== architectureOf(type)),
    message: ({ type }) => `"nodes" has types of another processor than "${type}"; make a pool of their own for them`,
  },
  {
    broken: ({ volumes = [] }) =>
      volumes.some(({ sizeGiB }) => sizeGiB < SMALLEST_VOLUME_GIB || sizeGiB > LARGEST_VOLUME_GIB),
    message: ({ volumes = [] }) =>
      `"volumes" has the sizes ${volumes.map(({ sizeGiB }) => sizeGiB).join(", ")} GiB; ${SMALLEST_VOLUME_GIB} to ${LARGEST_VOLUME_GIB} are allowed`,
  },
  {
    broken: ({ volumes = [] }) => new Set(volumes.map(({ name }) => name)).size !== volumes.length,
    message: ({ volumes = [] }) =>
      `"volumes" has the names ${quoted(volumes.map(({ name }) => name))}; each must be another`,
  },
];

const kubernetesRules: readonly Rule<NodePoolProps>[] = [
  {
    broken: ({ taints = {} }) => Object.values(taints).some((taint) => !TAINT.test(taint)),
    message: ({ taints = {} }) =>
      `"taints" has ${quoted(Object.values(taints).filter((taint) => !TAINT.test(taint)))}; "value:Effect" is wanted, with NoSchedule, PreferNoSchedule or NoExecute`,
  },
  {
    broken: ({ labels = {} }) => Object.keys(labels).some((key) => RESERVED_LABEL.test(key)),
    message: ({ labels = {} }) =>
      `"labels" has ${quoted(Object.keys(labels).filter((key) => RESERVED_LABEL.test(key)))}; Kubernetes lets no node say that of itself`,
  },
  {
    broken: ({ labels = {} }) => Object.values(labels).some((value) => !value.includes("${") && !isLabelValue(value)),
    message: ({ labels = {} }) =>
      `"labels" has the values ${quoted(Object.values(labels).filter((value) => !isLabelValue(value)))}; at most 63 letters, digits and inner "-", "_", "." are allowed`,
  },
];

/** What the props of a pool must fulfil. */
export const nodePoolChecks: PropChecks<NodePoolProps> = {
  concrete: ({ name, clusterName, count, exclude, locations, type, nodes = [], volumes = [] }) => ({
    ...{ name, clusterName, count, exclude, locations, type },
    nodes: nodes.map(({ number, type: own, location }) => [number, own, location]),
    volumes: volumes.map((volume) => [volume.name, volume.sizeGiB]),
  }),
  rules: [...nameRules, ...serverRules, ...kubernetesRules],
};

/** What is wanted and not sold where it is wanted: type, location, and what is sold there. */
function unsold({ type, locations, nodes = [] }: NodePoolProps): readonly (readonly [string, string, string])[] {
  const wanted = [
    ...locations.map((location) => [type, location] as const),
    ...nodes.flatMap((node) => locations.map((location) => [node.type ?? type, node.location ?? location] as const)),
  ];
  const told = new Map(wanted.map(([each, location]) => [`${each} ${location}`, [each, location] as const]));
  return [...told.values()].flatMap(([each, location]) => {
    const successor = successorOf(each, location);
    return successor === undefined ? [] : [[each, location, successor] as const];
  });
}

function unknownLocations(locations: readonly string[], nodes: readonly { readonly location?: string }[]) {
  const own = nodes.flatMap(({ location }) => (location === undefined ? [] : [location]));
  return [...locations, ...own].filter((location) => !LOCATIONS.includes(location));
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(", ");
}
