import { isLabelValue } from "../labels/labels";
import type { PropChecks, Rule } from "../props/check-props";
import type { Architecture, NodePoolProps } from "./props";
import { successorOf } from "./retired-types";
import { doubtOf, type TypeDoubt } from "./server-types";

/** Pool, number and cluster make a host name, which DNS limits. */
const MOST_NAME_CHARACTERS = 58;
/** More nodes than ten networks take; numbers stay when others are taken out, so they may grow beyond the nodes. */
const HIGHEST_NUMBER = 1000;
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
    prop: "name",
    broken: ({ name, clusterName }) => !NAME.test(name) || `${clusterName}-${name}`.length > MOST_NAME_CHARACTERS,
    message: ({ name }) =>
      `is "${name}"; small letters, digits and inner "-" are wanted, with the cluster's name at most ${MOST_NAME_CHARACTERS} characters`,
  },
  {
    prop: "count",
    broken: ({ count }) => !Number.isInteger(count) || count < 0 || count > HIGHEST_NUMBER,
    message: ({ count }) => `is ${count}; a whole number from 0 to ${HIGHEST_NUMBER} is wanted`,
  },
  {
    prop: "exclude",
    broken: ({ exclude = [], count }) => exclude.some((number) => !isWithin(number, count)),
    message: ({ exclude = [], count }) =>
      `is [${exclude.join(", ")}]; numbers from 1 to the count, ${count}, are wanted`,
  },
  {
    prop: "nodes",
    broken: ({ nodes = [], count, exclude = [] }) =>
      nodes.some(({ number }) => !isWithin(number, count) || exclude.includes(number)),
    message: ({ nodes = [], count, exclude = [] }) =>
      `has the numbers ${nodes.map(({ number }) => number).join(", ")}; the pool has 1 to ${count}${exclude.length === 0 ? "" : ` without ${exclude.join(", ")}`}`,
  },
];

const serverRules: readonly Rule<NodePoolProps>[] = [
  {
    prop: (props) => doubtfulTypes(props).find(({ isImpossible }) => isImpossible)?.prop ?? "type",
    broken: (props) => doubtfulTypes(props).some(({ isImpossible }) => isImpossible),
    message: (props) => doubtfulTypes(props).find(({ isImpossible }) => isImpossible)?.text ?? "",
  },
  {
    prop: (props) => unsold(props)[0]?.prop ?? "type",
    broken: (props) => unsold(props).length > 0,
    message: (props) =>
      unsold(props)
        .map(({ prop, type, location, successor }) =>
          prop.endsWith("location")
            ? `is "${location}", where "${type}" cannot be bought; there, "${successor}" can`
            : `is "${type}", which cannot be bought in "${location}"; there, "${successor}" can`,
        )
        .join("; it "),
  },
  {
    prop: (props) => unknownLocations(props)[0]?.prop ?? "locations",
    broken: (props) => unknownLocations(props).length > 0,
    message: (props) =>
      `has ${quoted(unknownLocations(props).map(({ location }) => location))}; there are ${LOCATIONS.join(", ")}`,
  },
  {
    prop: "locations",
    broken: ({ locations }) => locations.length === 0,
    message: () => "is empty; at least one location is wanted",
  },
  {
    prop: "arch",
    broken: ({ type, arch }) => arch !== undefined && arch !== architectureOf(type),
    message: ({ type, arch }) => `is "${arch}" with the type "${type}"; that type is ${architectureOf(type)}`,
  },
  {
    prop: "nodes",
    broken: ({ nodes = [], type }) => nodes.some((node) => architectureOf(node.type ?? type) !== architectureOf(type)),
    message: ({ type }) => `has types of another processor than "${type}"; make a pool of their own for them`,
  },
  {
    prop: "volumes",
    broken: ({ volumes = [] }) =>
      volumes.some(({ sizeGiB }) => sizeGiB < SMALLEST_VOLUME_GIB || sizeGiB > LARGEST_VOLUME_GIB),
    message: ({ volumes = [] }) =>
      `has the sizes ${volumes.map(({ sizeGiB }) => sizeGiB).join(", ")} GiB; ${SMALLEST_VOLUME_GIB} to ${LARGEST_VOLUME_GIB} are allowed`,
  },
  {
    prop: "volumes",
    broken: ({ volumes = [] }) => new Set(volumes.map(({ name }) => name)).size !== volumes.length,
    message: ({ volumes = [] }) => `has the names ${quoted(volumes.map(({ name }) => name))}; each must be another`,
  },
];

const kubernetesRules: readonly Rule<NodePoolProps>[] = [
  {
    prop: "taints",
    broken: ({ taints = {} }) => Object.values(taints).some((taint) => !TAINT.test(taint)),
    message: ({ taints = {} }) =>
      `has ${quoted(Object.values(taints).filter((taint) => !TAINT.test(taint)))}; "value:Effect" is wanted, with NoSchedule, PreferNoSchedule or NoExecute`,
  },
  {
    prop: "labels",
    broken: ({ labels = {} }) => Object.keys(labels).some((key) => RESERVED_LABEL.test(key)),
    message: ({ labels = {} }) =>
      `has ${quoted(Object.keys(labels).filter((key) => RESERVED_LABEL.test(key)))}; Kubernetes lets no node say that of itself`,
  },
  {
    prop: "labels",
    broken: ({ labels = {} }) => Object.values(labels).some((value) => !value.includes("${") && !isLabelValue(value)),
    message: ({ labels = {} }) =>
      `has the values ${quoted(Object.values(labels).filter((value) => !isLabelValue(value)))}; at most 63 letters, digits and inner "-", "_", "." are allowed`,
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

/** The server types of a pool that are not known, or cannot be, with the prop that says so. */
export function doubtfulTypes({ type, nodes = [] }: NodePoolProps): readonly (TypeDoubt & { readonly prop: string })[] {
  const types = [
    { prop: "type", type },
    ...nodes.flatMap(({ type: own }, index) =>
      own === undefined ? [] : [{ prop: `nodes[${index}].type`, type: own }],
    ),
  ];
  return types.flatMap(({ prop, type: each }) => {
    const doubt = doubtOf(each);
    return doubt === undefined ? [] : [{ prop, ...doubt }];
  });
}

/** What is wanted of Hetzner, and the prop that says so. */
interface Wanted {
  readonly prop: string;
  readonly type: string;
  readonly location: string;
}

/** What is wanted and not sold where it is wanted, and what is sold there. */
function unsold({ type, locations, nodes = [] }: NodePoolProps): readonly (Wanted & { readonly successor: string })[] {
  const wanted: readonly Wanted[] = [
    ...locations.map((location) => ({ prop: "type", type, location })),
    ...nodes.flatMap(({ type: own, location: at }, index) =>
      (at === undefined ? locations : [at]).map((location) => ({
        prop: own === undefined ? `nodes[${index}].location` : `nodes[${index}].type`,
        type: own ?? type,
        location,
      })),
    ),
  ];
  const once = new Map([...wanted].reverse().map((each) => [`${each.type} ${each.location}`, each]));
  return [...once.values()].reverse().flatMap((each) => {
    const successor = successorOf(each.type, each.location);
    return successor === undefined ? [] : [{ ...each, successor }];
  });
}

function unknownLocations({ locations, nodes = [] }: NodePoolProps) {
  const own = nodes.map(({ location = "" }, index) => ({ prop: `nodes[${index}].location`, location }));
  return [...locations.map((location) => ({ prop: "locations", location })), ...own].filter(
    ({ location }) => location !== "" && !LOCATIONS.includes(location),
  );
}

function isWithin(number: number, count: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= count;
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(", ");
}
