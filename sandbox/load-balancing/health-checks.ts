/** Keeps the health of a balancer's targets as its checks see them. */
import type { World } from "../world";
import type { LoadBalancer, Service, TargetHealth } from "../world/load-balancer";
import { type Backend, backendsOf, healthKey, pathTo } from "./backends";
import { type Probed, probe } from "./probe";

/** At speed 0 nobody waits 15 seconds for a check. Real milliseconds. */
const intervalAtSpeed0Ms = 250;
const timeoutAtSpeed0Ms = 1000;

/** Checks all targets of one balancer for one service, again and again. */
export class HealthChecks {
  readonly #world: World;
  readonly #balancer: LoadBalancer;
  readonly #service: Service;
  readonly #streaks = new Map<string, number>();
  readonly #cancel: () => void;
  #checking = false;
  #again = false;

  constructor(world: World, balancer: LoadBalancer, service: Service) {
    this.#world = world;
    this.#balancer = balancer;
    this.#service = service;
    const intervalMs = world.clock.speed === 0 ? intervalAtSpeed0Ms : service.healthCheck.intervalSeconds * 1000;
    this.#cancel = world.clock.every(intervalMs, () => this.checkNow());
    this.checkNow();
  }

  /** One round; a second call during a round asks for another one after it. */
  checkNow(): void {
    if (this.#checking) {
      this.#again = true;
      return;
    }
    this.#checking = true;
    const backends = backendsOf(this.#world, this.#balancer);
    Promise.all(backends.map((backend) => this.#check(backend))).then(
      () => this.#finish(),
      () => this.#finish(),
    );
  }

  close(): void {
    this.#again = false;
    this.#cancel();
  }

  #finish(): void {
    this.#checking = false;
    if (!this.#again) return;
    this.#again = false;
    this.checkNow();
  }

  async #check(backend: Backend): Promise<void> {
    const { healthCheck } = this.#service;
    const path = pathTo(this.#world, this.#balancer, backend, healthCheck.port);
    const { speed } = this.#world.clock;
    const timeoutMs = speed === 0 ? timeoutAtSpeed0Ms : Math.max(50, (healthCheck.timeoutSeconds * 1000) / speed);
    const unreached: Probed = { healthy: false, detail: "layer4_timeout", httpStatusCode: null };
    const place = { port: this.#world.portMap(healthCheck.port), localAddress: this.#balancer.ipv4, timeoutMs };
    const seen = path.reached ? await probe(healthCheck, { ...place, host: path.host }) : unreached;
    this.#record(backend, seen);
  }

  /** The first check decides; after that it takes so many equal ones in a row to turn the status round. */
  #record(backend: Backend, seen: Probed): void {
    const key = healthKey(backend, this.#service);
    const before = this.#balancer.health[key];
    const status: TargetHealth["status"] = seen.healthy ? "healthy" : "unhealthy";
    const streak = before?.status === status ? 0 : (this.#streaks.get(key) ?? 0) + 1;
    this.#streaks.set(key, streak);
    const turns = before === undefined || this.#world.clock.speed === 0 || streak >= this.#service.healthCheck.retries;
    const next = before?.status === status || turns ? status : before.status;
    this.#balancer.health[key] = { status: next, detail: seen.detail, httpStatusCode: seen.httpStatusCode };
    if (before?.status === next) return;
    this.#streaks.set(key, 0);
    this.#world.note("load-balancing", `${this.#balancer.name}: target ${key} is ${next}`);
  }
}
