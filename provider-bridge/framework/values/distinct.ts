import type { CtyType } from "../types/type";
import { isWhollyKnown } from "./known";
import type { Value } from "./value";
import { valueKey } from "./value-key";

/** The elements of a set without doubles; elements that are not wholly known are all kept, as Terraform keeps them. */
export function distinct(element: CtyType, items: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    if (!isWhollyKnown(item)) return true;
    const key = valueKey(element, item);
    return seen.size < seen.add(key).size;
  });
}
