/** Which pods go on which nodes: taints, affinity, room. Never who asks for it, nor what runs there. */
import { type Json, type JsonObject, objectsOf, textOf } from "../plain/json";

/** Whether one of the tolerations stands a taint. */
export function toleratesTaint(tolerations: Json | undefined, taint: JsonObject): boolean {
  return objectsOf(tolerations).some((toleration) => stands(toleration, taint));
}

/** The first taint that keeps a pod with these tolerations off a node; undefined: none does. */
export function keepingTaint(tolerations: Json | undefined, taints: Json | undefined): JsonObject | undefined {
  return objectsOf(taints).find(
    (taint) => taint["effect"] !== "PreferNoSchedule" && !toleratesTaint(tolerations, taint),
  );
}

/** How long a pod may stay with a NoExecute taint, milliseconds; undefined: for ever; 0: not at all. */
export function staysForMs(tolerations: Json | undefined, taint: JsonObject): number | undefined {
  const standing = objectsOf(tolerations).filter((toleration) => stands(toleration, taint));
  if (standing.length === 0) return 0;
  const seconds = standing.flatMap(({ tolerationSeconds }) =>
    typeof tolerationSeconds === "number" ? [Math.max(0, tolerationSeconds)] : [],
  );
  return seconds.length === 0 ? undefined : Math.min(...seconds) * 1000;
}

function stands(toleration: JsonObject, taint: JsonObject): boolean {
  const [key, effect] = [textOf(toleration["key"]), textOf(toleration["effect"])];
  if (effect !== "" && effect !== taint["effect"]) return false;
  if (key !== "" && key !== taint["key"]) return false;
  if (toleration["operator"] === "Exists") return true;
  return key !== "" && textOf(toleration["value"]) === textOf(taint["value"]);
}
