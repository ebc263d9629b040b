import { nativeKey } from "../schema/native-key";
import type { Validator } from "../schema/validator";
import { type CollectionType, elementsOf } from "./collection";
import { refuse } from "./refuse";

/** A list without doubles (a set has none by itself). Elements that are not known yet are passed over. */
export function unique(): Validator<CollectionType> {
  const description = "no element twice";
  return {
    description,
    validate: (request) => {
      const places = new Map<string, number>();
      for (const [index, { value, path }] of elementsOf(request.value, request.path).entries()) {
        const key = nativeKey(value);
        if (key === undefined) continue;
        const first = places.get(key);
        if (first === undefined) {
          places.set(key, index);
        } else {
          const problem = `stands at position ${index + 1} as well as at position ${first + 1}`;
          refuse({ ...request, value, path }, { summary: "Element given twice", problem, allowed: description });
        }
      }
    },
  };
}
