import { isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, objectsOf } from "../plain/json";

/** "Guaranteed", "Burstable" or "BestEffort". */
export function qosClassOf(pod: JsonObject): string {
  const containers = [...objectsOf(at(pod, "spec", "initContainers")), ...objectsOf(at(pod, "spec", "containers"))];
  let [hasAny, isGuaranteed] = [false, containers.length > 0];
  for (const container of containers) {
    const [requests, limits] = [
      objectOf(at(container, "resources", "requests")),
      objectOf(at(container, "resources", "limits")),
    ];
    for (const name of ["cpu", "memory"]) {
      if (requests[name] !== undefined || limits[name] !== undefined) hasAny = true;
      if (limits[name] === undefined || !isEqual(requests[name] ?? limits[name], limits[name])) isGuaranteed = false;
    }
  }
  return isGuaranteed && hasAny ? "Guaranteed" : hasAny ? "Burstable" : "BestEffort";
}
