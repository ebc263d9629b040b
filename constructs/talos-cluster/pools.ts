import type { PoolProps } from "../node-pool/props";
import type { ClusterProps } from "./props";

/** A pool that has its name. */
export type NamedPool = PoolProps & { readonly name: string };

/** All pools of a role, each with its name. */
export function poolsOf({ nodes }: ClusterProps, role: "control-plane" | "worker"): readonly NamedPool[] {
  const given = role === "worker" ? nodes.workers : nodes.controlPlane;
  return asList(given).map((pool) => ({ ...pool, name: pool.name ?? role }));
}

/** The path of a pool's prop among those of the cluster. `index` is the pool's among those of its role. */
export function poolPath({ nodes }: ClusterProps, role: "control-plane" | "worker", index: number): string {
  const [name, given] = role === "worker" ? ["workers", nodes.workers] : ["controlPlane", nodes.controlPlane];
  return `nodes.${name}${Array.isArray(given) ? `[${index}]` : ""}`;
}

/** How many nodes pools have together. Counted without making a list: whoever writes a billion is told of it. */
export function nodeCount(pools: readonly PoolProps[]): number {
  return pools.reduce((sum, { count, exclude = [] }) => {
    const left = new Set(exclude.filter((number) => number >= 1 && number <= count));
    return sum + Math.max(0, Math.floor(count) - left.size);
  }, 0);
}

function asList(given: PoolProps | readonly PoolProps[] | undefined): readonly PoolProps[] {
  if (given === undefined) return [];
  return isList(given) ? given : [given];
}

function isList(given: PoolProps | readonly PoolProps[]): given is readonly PoolProps[] {
  return Array.isArray(given);
}
