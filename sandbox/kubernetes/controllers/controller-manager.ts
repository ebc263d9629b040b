import type { Change } from "../store/history";
import type { Controller, ControllerFactory, ControllerParts } from "./controller";
import { controllerTable } from "./table";
import { WorkQueue } from "./work-queue";

/** Names of controllers, as kube-controller-manager calls them (the scheduler is one of them here). */
export type ControllerName = keyof typeof controllerTable;

interface Running {
  readonly controller: Controller;
  readonly queue: WorkQueue;
}

/** Runs controllers: gives each the writes that concern it. */
export class ControllerManager {
  readonly #parts: ControllerParts;
  readonly #names: readonly ControllerName[];
  #running: Running[] = [];
  #cancel: () => void = () => {};

  /** Starts `names`; default: every controller. */
  constructor(parts: ControllerParts, names?: readonly ControllerName[]) {
    this.#parts = parts;
    this.#names = names ?? controllerNames();
    this.start();
  }

  start(): void {
    this.stop();
    this.#running = this.#names.map((name) => {
      const factory: ControllerFactory = controllerTable[name];
      let queue: WorkQueue | undefined;
      const controller = factory(this.#parts, (key, delayMs, what) => queue?.addLater(key, delayMs, what));
      queue = new WorkQueue(controller, this.#parts.clock, this.#parts.note);
      return { controller, queue };
    });
    this.#cancel = this.#parts.registry.store.onChange((change) => this.#tell(change));
    this.wake();
  }

  /** Looks at everything anew. */
  wake(): void {
    const { store } = this.#parts.registry;
    for (const resource of store.resources()) {
      for (const object of store.list(resource)) {
        const metadata = object["metadata"];
        if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) continue;
        const key = { resource, namespace: String(metadata["namespace"] ?? ""), name: String(metadata["name"] ?? "") };
        this.#tell({ type: "ADDED", key, object, previous: undefined });
      }
    }
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => {};
    for (const { queue } of this.#running) queue.stop();
    this.#running = [];
  }

  #tell(change: Pick<Change, "type" | "key" | "object" | "previous">): void {
    for (const { controller, queue } of this.#running) for (const key of controller.keysOf(change)) queue.add(key);
  }
}

/** Every controller. */
export function controllerNames(): readonly ControllerName[] {
  const names: ControllerName[] = [];
  for (const name in controllerTable) if (isControllerName(name)) names.push(name);
  return names;
}

/** Whether there is a controller of that name. */
function isControllerName(name: string): name is ControllerName {
  return Object.hasOwn(controllerTable, name);
}
