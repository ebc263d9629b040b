import type { Sandbox } from "../../sandbox";

/** Changes things behind everybody's back; tells each in words. */
export function tamper({ world }: Sandbox, cluster: string): readonly string[] {
  const { drift }: typeof import("../../sandbox/world/drift") = require("../../sandbox/world/drift");
  const node = `${cluster}-general-1`;
  drift(world, { op: "guest", id: node, what: "config", set: { from: "tier: general", to: "tier: tampered" } });
  const server = [...world.state.servers.values()].find(({ name }) => name === `${cluster}-memory-1`);
  const labels = { ...server?.labels, pool: "somebody-elses" };
  drift(world, { op: "change", type: "server", id: `${cluster}-memory-1`, set: { labels } });
  return [
    `the configuration of ${node} says another label`,
    `the server ${cluster}-memory-1 is labelled as of another pool`,
  ];
}

/** What is left in the project, in words. @throws Error where anything is. */
export function leftOver({ world }: Sandbox): string {
  const { servers, networks, firewalls, loadBalancers, placementGroups, volumes, images, primaryIps } = world.state;
  const snapshots = [...images.values()].filter(({ type }) => type === "snapshot");
  const left = [servers, networks, firewalls, loadBalancers, placementGroups, volumes, primaryIps].reduce(
    (sum, { size }) => sum + size,
    snapshots.length,
  );
  if (left === 0) return "nothing is left in the project";
  throw new Error(`Cannot see an empty project: ${left} things are left after the destroy`);
}
