import type { Validator } from "../schema/validator";
import { boundsPhrase, type CountBounds, type CountUnit, counted, isWithin } from "./bounds";
import { type CollectionType, elementsOf } from "./collection";
import { refuse } from "./refuse";

const ELEMENTS: CountUnit = { one: "element", many: "elements" };

/** The number of elements of a list, set or map: `size({ min: 1, max: 5 })`. */
export function size(bounds: CountBounds): Validator<CollectionType> {
  const description = boundsPhrase(bounds, ELEMENTS);
  return {
    description,
    validate: (request) => {
      const count = elementsOf(request.value, request.path).length;
      if (isWithin(count, bounds)) return;
      refuse(request, {
        summary: "Wrong number of elements",
        problem: `has ${counted(count, ELEMENTS)}`,
        allowed: description,
      });
    },
  };
}
