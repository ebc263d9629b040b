import { at, type JsonObject, objectsOf } from "../plain/json";
import { quantityValue } from "../schema/quantity";

/** What pods ask a node for. */
export interface Amounts {
  readonly cores: number;
  readonly memoryBytes: number;
}

/** What the containers of a pod ask for together. */
export function requestsOf(pod: JsonObject): Amounts {
  const containers = objectsOf(at(pod, "spec", "containers"));
  const sum = (name: string) =>
    containers.reduce((total, container) => {
      const value = at(container, "resources", "requests", name);
      return total + (typeof value === "string" || typeof value === "number" ? quantityValue(value) : 0);
    }, 0);
  return { cores: sum("cpu"), memoryBytes: sum("memory") };
}

/** What a node has too little of for one more pod; undefined: it has room. */
export function fitsInto(node: JsonObject, others: readonly JsonObject[], wanted: Amounts): string | undefined {
  const room = (name: string) => {
    const value = at(node, "status", "allocatable", name);
    return typeof value === "string" ? quantityValue(value) : 0;
  };
  if (others.length + 1 > room("pods")) return "Too many pods";
  if (wanted.cores === 0 && wanted.memoryBytes === 0) return undefined;
  const used = others.map(requestsOf);
  const total = (pick: (amounts: Amounts) => number) => used.reduce((sum, amounts) => sum + pick(amounts), 0);
  const { cores, memoryBytes } = wanted;
  if (cores > 0 && total((amounts) => amounts.cores) + cores > room("cpu")) return "Insufficient cpu";
  const isFull = memoryBytes > 0 && total((amounts) => amounts.memoryBytes) + memoryBytes > room("memory");
  return isFull ? "Insufficient memory" : undefined;
}
