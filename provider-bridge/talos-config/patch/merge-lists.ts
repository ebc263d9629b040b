import { mapAt, textAt, type Value, type ValueMap, valueAt } from "../value";

/** Finds the entry of the left list that an entry of the patch is merged into. */
type EntryFinder = (left: readonly ValueMap[], entry: ValueMap) => ValueMap | undefined;

/** How lists of that struct are merged entry by entry; every other list is appended. */
const finders: Readonly<Record<string, EntryFinder>> = {
  "v1alpha1.Device": findDevice,
  "v1alpha1.Vlan": (left, entry) => left.find((other) => (other.get("vlanId") ?? 0) === (entry.get("vlanId") ?? 0)),
  "v1alpha1.AdmissionPluginConfig": sameText("name"),
  "extensions.ConfigFile": sameText("mountPath"),
  "security.ImageVerificationRule": sameText("image"),
};
/** Lists whose matching entry is replaced, not merged. */
const replacing = new Set(["security.ImageVerificationRule"]);

/** The finder for lists of that struct, undefined for lists that are appended. */
export function entryFinder(struct: string): EntryFinder | undefined {
  return finders[struct];
}

/** True when a matching entry is replaced as a whole. */
export function replacesEntry(struct: string): boolean {
  return replacing.has(struct);
}

function sameText(key: string): EntryFinder {
  return (left, entry) => left.find((other) => textAt(other, key) === textAt(entry, key));
}

/** By name, or by an equal selector; a selector with `physical` never equals another in Talos. */
function findDevice(left: readonly ValueMap[], entry: ValueMap): ValueMap | undefined {
  const name = textAt(entry, "interface");
  if (name !== "") return left.find((other) => textAt(other, "interface") === name);
  const selector = mapAt(entry, "deviceSelector");
  if (selector === undefined) return undefined;
  return left.find((other) => sameSelector(valueAt(other, "deviceSelector"), selector));
}

function sameSelector(left: Value | undefined, right: ValueMap): boolean {
  if (!(left instanceof Map) || left.has("physical") || right.has("physical")) return false;
  return left.size === right.size && [...left].every(([key, value]) => right.get(key) === value);
}
