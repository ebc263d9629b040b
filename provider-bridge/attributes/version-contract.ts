import type { Semantics } from "../framework/schema/semantics";
import type { types } from "../framework/schema/types";
import type { Validator } from "../framework/schema/validator";
import { parseContract } from "../talos-config";

/** The contract of new secrets: the newest that a released Talos knows; it may lag behind the Talos that runs. */
export const defaultContract = "v1.13";

/** The contract as it is written in state: `v1.13`. @throws RangeError for what is none. */
export function contractText(text: string): string {
  return `v1.${parseContract(text)}`;
}

/** Takes what names a contract that can be generated. */
export const versionContract: Validator<typeof types.string> = {
  description: "a version contract from `v1.0` to `v1.14`",
  validate: ({ value, path, diagnostics }) => {
    try {
      contractText(value);
    } catch (error) {
      diagnostics.error("Version contract is not usable", `${error instanceof Error ? error.message : error}.`, path);
    }
  },
};

/** `1.13`, `v1.13` and `v1.13.9` are one contract. */
export const contractSemantics: Semantics<typeof types.string> = {
  name: "version contract",
  equal: (left, right) => contractText(left) === contractText(right),
};
