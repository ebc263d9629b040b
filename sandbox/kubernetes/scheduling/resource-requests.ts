import { at, type JsonObject, objectsOf } from "../plain/json";
import { quantityValue } from "../schema/quantity";

/** What pods ask a node for: cores and bytes. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
}

/** What the containers of a pod ask for together. */
export function requestsOf(pod: JsonObject): Amounts {
  const containers = objectsOf(at(pod, "spec", "containers"));
  const sum = (name: string) =>
    containers.reduce((total, container) => {
      const value = at(container, "resources", "requests", name);
      return total + (typeof value === "string" || typeof value === "number" ? quantityValue(value) : 0);
    }, 0);
  return { cpu: sum("cpu"), memory: sum("memory") };
}

/** What a node has too little of for one more pod; undefined: it has room. */
export function fitsInto(node: JsonObject, others: readonly JsonObject[], wanted: Amounts): string | undefined {
  const room = (name: string) => {
    const value = at(node, "status", "allocatable", name);
    return typeof value === "string" ? quantityValue(value) : 0;
  };
  if (others.length + 1 > room("pods")) return "Too many pods";
  if (wanted.cpu === 0 && wanted.memory === 0) return undefined;
  const used = others.map(requestsOf);
  const total = (pick: (amounts: Amounts) => number) => used.reduce((sum, amounts) => sum + pick(amounts), 0);
  if (wanted.cpu > 0 && total(({ cpu }) => cpu) + wanted.cpu > room("cpu")) return "Insufficient cpu";
  if (wanted.memory > 0 && total(({ memory }) => memory) + wanted.memory > room("memory")) {
    return "Insufficient memory";
  }
  return undefined;
}
