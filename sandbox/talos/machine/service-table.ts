/** The services of a machine: their states, their health, and what happened to them. */
import { ServiceStateEventAction } from "../../../wire/talos/generated/machine";
import type { EventLog } from "./event-log";

/** Talos's words for what a service is doing. */
export type ServiceState =
  | "Initialized"
  | "Preparing"
  | "Waiting"
  | "Starting"
  | "Running"
  | "Stopping"
  | "Finished"
  | "Failed"
  | "Skipped";

/** One service. */
export interface Service {
  readonly id: string;
  state: ServiceState;
  /** Undefined: nothing was heard yet, or it has no health check. */
  isHealthy: boolean | undefined;
  healthMessage: string;
  healthChangedMs: number;
  readonly events: { readonly message: string; readonly state: ServiceState; readonly atMs: number }[];
}

const mostEvents = 10;
const actions: Readonly<Record<ServiceState, number>> = {
  Initialized: ServiceStateEventAction.INITIALIZED,
  Preparing: ServiceStateEventAction.PREPARING,
  Waiting: ServiceStateEventAction.WAITING,
  Starting: ServiceStateEventAction.STARTING,
  Running: ServiceStateEventAction.RUNNING,
  Stopping: ServiceStateEventAction.STOPPING,
  Finished: ServiceStateEventAction.FINISHED,
  Failed: ServiceStateEventAction.FAILED,
  Skipped: ServiceStateEventAction.SKIPPED,
};

/** All services of one life of a machine. */
export class ServiceTable {
  readonly #now: () => number;
  readonly #events: EventLog;
  readonly #onChange: () => void;
  readonly #services = new Map<string, Service>();

  /** `onChange` hears of every change. */
  constructor(now: () => number, events: EventLog, onChange: () => void) {
    this.#now = now;
    this.#events = events;
    this.#onChange = onChange;
  }

  /** All of them, by name. */
  list(): Service[] {
    return [...this.#services.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** One of them. */
  get(id: string): Service | undefined {
    return this.#services.get(id);
  }

  /** True for a service that runs and is not known to be ill. */
  isUp(id: string): boolean {
    const service = this.#services.get(id);
    return service?.state === "Running" && service.isHealthy !== false;
  }

  /** Another state, with a sentence; a service that was not there is added. */
  set(id: string, state: ServiceState, message: string): void {
    const service = this.#get(id);
    service.state = state;
    if (state !== "Running") service.isHealthy = undefined;
    this.#tell(service, message);
  }

  /** What the health check says, with a sentence. */
  setHealth(id: string, isHealthy: boolean, message = ""): void {
    const service = this.#get(id);
    if (service.isHealthy === isHealthy && service.healthMessage === message) return;
    service.isHealthy = isHealthy;
    service.healthMessage = message;
    service.healthChangedMs = this.#now();
    this.#tell(service, isHealthy ? "Health check successful" : `Health check failed: ${message}`);
  }

  /** Runs from now on: running, and healthy. */
  run(id: string, message = `Started task ${id}`): void {
    this.set(id, "Running", message);
    this.setHealth(id, true);
  }

  /** Takes a service off the list: its configuration is gone. */
  remove(id: string): void {
    if (this.#services.delete(id)) this.#onChange();
  }

  #get(id: string): Service {
    const known = this.#services.get(id);
    if (known !== undefined) return known;
    const service: Service = {
      id,
      state: "Initialized",
      isHealthy: undefined,
      healthMessage: "",
      healthChangedMs: this.#now(),
      events: [],
    };
    this.#services.set(id, service);
    return service;
  }

  #tell(service: Service, message: string): void {
    service.events.push({ message, state: service.state, atMs: this.#now() });
    if (service.events.length > mostEvents) service.events.shift();
    this.#events.emit("ServiceStateEvent", {
      service: service.id,
      action: actions[service.state],
      message,
      health: {
        unknown: service.isHealthy === undefined,
        healthy: service.isHealthy === true,
        lastMessage: service.healthMessage,
      },
    });
    this.#onChange();
  }
}
