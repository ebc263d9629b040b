/** The decoded form of documents and how to walk it; no types, no YAML text. */
export { booleanAt, listAt, mapAt, numberAt, textAt, valueAt } from "./access";
export { cloneValue } from "./clone";
export { GeneralMap, type Value, type ValueMap } from "./value";
