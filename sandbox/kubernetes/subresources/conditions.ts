import { isObject, type JsonObject, listOf, objectOf, objectsOf } from "../plain/json";

/** The object with a condition in its status set; its place is kept, and its transition time where the status is. */
export function withCondition(object: JsonObject, condition: JsonObject): JsonObject {
  const status = objectOf(object["status"]);
  const conditions = listOf(status["conditions"]);
  const index = conditions.findIndex((item) => isObject(item) && item["type"] === condition["type"]);
  const before = conditions[index];
  const isSame = isObject(before) && before["status"] === condition["status"];
  const next =
    isSame && before["lastTransitionTime"] !== undefined
      ? { ...condition, lastTransitionTime: before["lastTransitionTime"] }
      : condition;
  const after = index < 0 ? [...conditions, next] : conditions.map((item, at) => (at === index ? next : item));
  return { ...object, status: { ...status, conditions: after } };
}

/** Whether a condition of the status is "True". */
export function hasCondition(object: JsonObject, type: string): boolean {
  return conditionOf(object, type)?.["status"] === "True";
}

/** A condition of the status. */
export function conditionOf(object: JsonObject, type: string): JsonObject | undefined {
  return objectsOf(objectOf(object["status"])["conditions"]).find((item) => item["type"] === type);
}
