import { type Json, objectOf } from "../plain/json";
import { requirementsOf } from "./label-selector";

/** A selector as one text: "app=web,tier in (a,b)". */
export function selectorText(selector: Json | undefined, isPlainMap = false): string {
  const requirements = requirementsOf(isPlainMap ? { matchLabels: objectOf(selector) } : selector);
  return requirements
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, operator, values }) => {
      if (operator === "exists") return key;
      if (operator === "!") return `!${key}`;
      const isExact = operator === "in" && values.length === 1;
      return isExact ? `${key}=${values[0]}` : `${key} ${operator} (${[...values].sort().join(",")})`;
    })
    .join(",");
}
