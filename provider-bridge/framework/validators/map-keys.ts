import type { Validator } from "../schema/validator";
import { type CollectionType, elementsOf } from "./collection";
import type { StringType } from "./text-validator";

/** Every key of a map: `mapKeys(hetznerLabelKey())`. */
export function mapKeys(...validators: readonly Validator<StringType>[]): Validator<CollectionType> {
  return {
    description: `each key ${validators.map((validator) => validator.description).join(", and ")}`,
    validate: (request) => {
      for (const { key, path } of elementsOf(request.value, request.path)) {
        if (key === undefined) continue;
        for (const validator of validators) validator.validate({ ...request, value: key, path });
      }
    },
  };
}
