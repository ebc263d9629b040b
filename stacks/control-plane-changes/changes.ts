/** The attributes of resources by their addresses, as they were or will be. */
export type Resources = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const MACHINE = "hephaestus_talos_machine";
/** What both providers answer with a replacement: hcloud 1.68's server, our machine. Tests hold them to the providers. */
export const REPLACING: Readonly<Record<string, readonly string[]>> = {
  hcloud_server: ["location", "image", "ssh_keys", "user_data"],
  [MACHINE]: ["cluster", "name", "role"],
};
const SPOKEN: Readonly<Record<string, string>> = { hcloud_server: "its server", [MACHINE]: "its machine" };

/**
 * A warning of a change that would take more than one control plane of a cluster at once, with others in their place;
 * undefined where there is none. Fewer control planes with nothing new are none: they leave one after the other.
 */
export function warningOf(clusterName: string, before: Resources, now: Resources): string | undefined {
  const [were, planned] = [new Map([...before].filter(isControlPlane)), new Map([...now].filter(isControlPlane))];
  const replaced = [...planned].flatMap(([address, machine]) => {
    const { name } = machine;
    const ofServer = [...now].filter(([each, server]) => each.startsWith("hcloud_server.") && server["name"] === name);
    const reasons = [[address, machine] as const, ...ofServer].flatMap(([each, wanted]) =>
      reasonsOf(each, before.get(each), wanted),
    );
    return reasons.length === 0 || !were.has(address) ? [] : [`"${String(name)}" (${reasons.join(", ")})`];
  });
  const gone = [...were].flatMap(([address, { cluster, name }]) =>
    planned.has(address) || cluster !== clusterName ? [] : [`"${String(name)}" (${goneBy(address, now)})`],
  );
  const isNew = [...planned.keys()].some((address) => !were.has(address));
  const told = [...replaced, ...gone];
  if (told.length < 2 || (replaced.length === 0 && !isNew)) return undefined;
  return `This change would replace ${told.length} control planes of "${clusterName}" at once: ${told.join("; ")}. The provider stops it where etcd would lose its quorum. Replace one at a time and apply after each: a single node has a "location" of its own by "nodes" of its pool, and nodes move from pool to pool by "count" and "exclude"`;
}

/** The names of the clusters that have control planes among these. */
export function clustersOf(resources: Resources): readonly string[] {
  const names = [...resources].filter(isControlPlane).map(([, { cluster }]) => String(cluster));
  return [...new Set(names)];
}

function goneBy(address: string, now: Resources): string {
  return now.has(address) ? "it is no control plane any more" : "it is not in the stack any more";
}

function isControlPlane([address, { role }]: readonly [string, Readonly<Record<string, unknown>>]): boolean {
  return address.startsWith(`${MACHINE}.`) && role === "controlplane";
}

function reasonsOf(
  address: string,
  before: Readonly<Record<string, unknown>> | undefined,
  now: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (before === undefined) return [];
  const type = address.slice(0, address.indexOf("."));
  const ignored = ignoredOf(now);
  return (REPLACING[type] ?? []).flatMap((attribute) => {
    const [old, fresh] = [before[attribute], now[attribute]];
    if (ignored.includes(attribute) || !isPlain(old) || !isPlain(fresh) || old === fresh) return [];
    return [`"${attribute}" of ${SPOKEN[type]} from "${old}" to "${fresh}"`];
  });
}

function ignoredOf({ lifecycle }: Readonly<Record<string, unknown>>): readonly unknown[] {
  const given = typeof lifecycle === "object" && lifecycle !== null && "ignore_changes" in lifecycle;
  return given && Array.isArray(lifecycle.ignore_changes) ? lifecycle.ignore_changes : [];
}

/** What is known only when Terraform runs cannot be compared. */
function isPlain(value: unknown): value is string {
  return typeof value === "string" && !value.includes("${");
}
