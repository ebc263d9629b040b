import type { Validator } from "../schema/validator";
import type { MaybeOf, ValueType } from "../schema/value-type";
import { isUnknown, type Unknown } from "../values/unknown";
import { type CollectionType, type Element, elementsOf } from "./collection";

type HeldBy<T extends ValueType> = CollectionType<MaybeOf<T> | Unknown | null>;

/** Every element of a list, every value of a map: `eachElement(cidr())`. Null and unknown elements are passed over. */
export function eachElement<T extends ValueType>(...validators: readonly Validator<T>[]): Validator<HeldBy<T>> {
  return elementValidator(validators, true);
}

/** Every element of a set. Its errors stand at the whole set: Terraform cannot point into one. */
export function eachOfSet<T extends ValueType>(...validators: readonly Validator<T>[]): Validator<HeldBy<T>> {
  return elementValidator(validators, false);
}

function elementValidator<T extends ValueType>(
  validators: readonly Validator<T>[],
  addressable: boolean,
): Validator<HeldBy<T>> {
  return {
    description: `each element ${validators.map((validator) => validator.description).join(", and ")}`,
    validate: (request) => {
      for (const element of elementsOf(request.value, request.path)) {
        if (!isKnown(element)) continue;
        const path = addressable ? element.path : request.path;
        for (const validator of validators) validator.validate({ ...request, value: element.value, path });
      }
    },
  };
}

function isKnown<T>(element: Element<T | Unknown | null>): element is Element<T> {
  return element.value !== null && !isUnknown(element.value);
}
