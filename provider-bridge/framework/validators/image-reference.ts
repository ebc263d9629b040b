import { parseImageReference } from "../formats/image-reference";
import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/** A container image: `ghcr.io/siderolabs/installer:v1.13.9`. */
export function imageReference(): Validator<StringType> {
  return textValidator({
    summary: "Not an image reference",
    description: 'an image reference, for instance "ghcr.io/siderolabs/installer:v1.13.9"',
    problem: (text) => {
      const read = parseImageReference(text);
      return read.ok ? undefined : `is no image reference: ${read.problem}`;
    },
  });
}
