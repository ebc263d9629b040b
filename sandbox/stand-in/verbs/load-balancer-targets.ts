import type { Value } from "../../../provider-bridge/framework/values/value";
import { type JsonObject, member, members } from "../api";
import { field } from "../legacy/field";

/** A server behind a load balancer, as a `target` block names it. */
export interface ServerTarget {
  readonly server: number;
  readonly usePrivateIp: boolean;
}

/** The `target` blocks of a plan or state. */
export function serverTargetsIn(blocks: Value): readonly ServerTarget[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block: Value) => {
    const server = field(block, "server_id");
    if (typeof server !== "number") return [];
    return [{ server, usePrivateIp: field(block, "use_private_ip") === true }];
  });
}

/** A target as the API wants it; nothing is said of private addresses where they are not wanted. */
export function serverTargetBody({ server, usePrivateIp }: ServerTarget): JsonObject {
  return { type: "server", server: { id: server }, ...(usePrivateIp ? { use_private_ip: true } : {}) };
}

/**
 * Every target of an answer as a `target` block, as the real provider reads them: of whatever kind, a server's id where
 * it has one, and private addresses never said.
 */
export function targetValuesOf(loadBalancer: JsonObject): readonly Value[] {
  return members(loadBalancer, "targets").map((target) => {
    const { id } = member(target, "server");
    return new Map<string, Value>([
      ["server_id", target["type"] === "server" && typeof id === "number" ? id : 0],
      ["type", String(target["type"])],
      ["use_private_ip", false],
    ]);
  });
}

/** Those of the first that are not among the second. */
export function withoutServers(targets: readonly ServerTarget[], others: readonly ServerTarget[]): ServerTarget[] {
  const same = (one: ServerTarget, other: ServerTarget) =>
    one.server === other.server && one.usePrivateIp === other.usePrivateIp;
  return targets.filter((target) => !others.some((other) => same(target, other)));
}
