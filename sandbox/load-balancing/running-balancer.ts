/** One balancer's listeners and checks, kept in step with what the world says about it. */
import type { World } from "../world";
import type { LoadBalancer, Service } from "../world/load-balancer";
import { Forwarder } from "./forwarder";
import { HealthChecks } from "./health-checks";

interface RunningService {
  /** What it was started from, to see whether that changed. */
  fingerprint: string;
  forwarder: Forwarder;
  checks: HealthChecks;
}

/** All listeners and checks of one balancer, by its id. */
export class RunningBalancer {
  readonly #world: World;
  readonly #id: number;
  readonly #services = new Map<number, RunningService>();
  #following: Promise<void> = Promise.resolve();

  constructor(world: World, id: number) {
    this.#world = world;
    this.#id = id;
  }

  /** Starts, restarts and stops services until they are what the world says; one change after the other. */
  follow(): void {
    this.#following = this.#following.then(() => this.#apply());
  }

  /** Looks at the targets now: something about a server changed. */
  checkSoon(): void {
    for (const service of this.#services.values()) service.checks.checkNow();
  }

  async close(): Promise<void> {
    await this.#following;
    await Promise.all([...this.#services.keys()].map((port) => this.#stop(port)));
  }

  async #apply(): Promise<void> {
    const balancer = this.#world.state.loadBalancers.get(this.#id);
    const wanted = new Map((balancer?.services ?? []).map((service) => [service.listenPort, service]));
    for (const [port, running] of [...this.#services]) {
      const service = wanted.get(port);
      if (service === undefined || JSON.stringify(service) !== running.fingerprint) await this.#stop(port);
    }
    if (balancer === undefined) return;
    for (const service of wanted.values()) {
      const running = this.#services.get(service.listenPort);
      if (running === undefined) this.#start(balancer, service);
      else running.checks.checkNow();
    }
  }

  #start(balancer: LoadBalancer, service: Service): void {
    const forwarder = new Forwarder(this.#world, balancer, service);
    const checks = new HealthChecks(this.#world, balancer, service);
    this.#services.set(service.listenPort, { fingerprint: JSON.stringify(service), forwarder, checks });
    forwarder.open();
  }

  async #stop(port: number): Promise<void> {
    const running = this.#services.get(port);
    this.#services.delete(port);
    running?.checks.close();
    await running?.forwarder.close();
    const balancer = this.#world.state.loadBalancers.get(this.#id);
    if (balancer === undefined) return;
    for (const key of Object.keys(balancer.health)) if (key.endsWith(`:${port}`)) delete balancer.health[key];
  }
}
