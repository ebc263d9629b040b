import { ApiError } from "../api/api-error";
import { component } from "../auth/user";
import type { JsonObject } from "../plain/json";
import { metadataOf, nameOf, namespaceOf, uidOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import type { ControllerParts } from "./controller";

/** Events that a component remembers, to count what happens again. */
const mostRemembered = 1000;

/** What an event says. */
export interface EventText {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

/** Writes events of one component. */
export class EventRecorder {
  readonly #parts: ControllerParts;
  readonly #component: string;
  readonly #host: string;
  /** Names of events that were told before, by what they say of whom. */
  readonly #told = new Map<string, string>();

  /** `host` is the node of a kubelet; default none. */
  constructor(parts: ControllerParts, componentName: string, host = "") {
    this.#parts = parts;
    this.#component = componentName;
    this.#host = host;
  }

  /** Tells an event of an object; what happens again is counted. One that the API refuses is lost, as it is in earnest. */
  record(object: JsonObject, text: EventText): void {
    try {
      this.#write(object, text);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  #write(object: JsonObject, { type, reason, message }: EventText): void {
    const { registry, resources, clock, hex } = this.#parts;
    const events = resources.named("events");
    const namespace = namespaceOf(object) === "" ? "default" : namespaceOf(object);
    const time = timeText(clock.now());
    const options = { user: component(this.#component), manager: this.#component };
    const id = `${uidOf(object)} ${reason} ${message}`;
    const same = registry.find(events, namespace, this.#told.get(id) ?? "");
    if (same !== undefined) {
      const count = typeof same["count"] === "number" ? same["count"] + 1 : 2;
      registry.update(events, namespace, nameOf(same), (live) => ({ ...live, count, lastTimestamp: time }), options);
      return;
    }
    const event: JsonObject = {
      metadata: { name: `${nameOf(object)}.${hex().slice(0, 16)}` },
      involvedObject: referenceOf(object),
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: time,
      lastTimestamp: time,
      eventTime: null,
      source: { component: this.#component, ...(this.#host === "" ? {} : { host: this.#host }) },
      reportingComponent: this.#component,
      reportingInstance: this.#host,
    };
    if (registry.find(resources.named("namespaces"), "", namespace)?.["metadata"] === undefined) return;
    if (isTerminating(registry.find(resources.named("namespaces"), "", namespace))) return;
    if (this.#told.size >= mostRemembered) this.#told.clear();
    this.#told.set(id, nameOf(registry.create(events, namespace, event, options)));
  }
}

function isTerminating(namespace: JsonObject | undefined): boolean {
  return namespace === undefined || metadataOf(namespace)["deletionTimestamp"] !== undefined;
}

function referenceOf(object: JsonObject): JsonObject {
  const namespace = namespaceOf(object);
  return {
    kind: object["kind"] ?? "",
    ...(namespace === "" ? {} : { namespace }),
    name: nameOf(object),
    uid: uidOf(object),
    apiVersion: object["apiVersion"] ?? "",
    resourceVersion: metadataOf(object)["resourceVersion"] ?? "",
  };
}
