/**
 * Load balancers at work: real TCP from each service's port to healthy targets, and health checks against what really
 * answers. Never here: what the API says about load balancers (hetzner/load-balancers/).
 *
 * Not played: cookies, sticky sessions and redirects of http services (they are forwarded as TCP), and IPv6.
 */
import type { OpenDoor, WorldEvent } from "../world";
import { RunningBalancer } from "./running-balancer";

/** Opens the data plane of all load balancers, now and later. */
export const openLoadBalancing: OpenDoor = async (world) => {
  const running = new Map<number, RunningBalancer>();
  const follow = (id: number) => {
    const current = running.get(id) ?? new RunningBalancer(world, id);
    if (world.state.loadBalancers.has(id)) running.set(id, current);
    else running.delete(id);
    current.follow();
  };
  for (const id of world.state.loadBalancers.keys()) follow(id);
  const stop = world.events.on((event) => {
    if (event.type === "load-balancer.changed") follow(event.loadBalancerId);
    else if (concernsTargets(event)) for (const balancer of running.values()) balancer.checkSoon();
  });
  return {
    name: "load-balancing",
    environment: {},
    close: async () => {
      stop();
      await Promise.all([...running.values()].map((balancer) => balancer.close()));
    },
  };
};

function concernsTargets(event: WorldEvent): boolean {
  return event.type === "server.booted" || event.type === "server.halted" || event.type === "server.deleted";
}
