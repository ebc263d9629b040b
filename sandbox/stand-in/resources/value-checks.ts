import { Decimal } from "../../../provider-bridge/framework/values/decimal";
import { path } from "../../../provider-bridge/framework/values/path";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import { field } from "../legacy/field";
import type { Check } from "./row";

/** A number without fraction. */
export function wholeNumber(name: string): Check {
  return (config, { diagnostics }) => {
    const value = field(config, name);
    const isFraction = value instanceof Decimal || (typeof value === "number" && !Number.isInteger(value));
    if (isFraction) diagnostics.error("Not a whole number", `Expected a whole number in "${name}".`, path(name));
  };
}

/** `assignee_type` belongs to `assignee_id`: not needed without it, needed with it. */
export const assigneeType: Check = (config, { diagnostics }) => {
  const [id, type] = [field(config, "assignee_id"), field(config, "assignee_type")];
  if (id === null && type !== null) {
    diagnostics.warning(
      "Unused attribute",
      'It is needed together with "assignee_id" only; leave it out.',
      path("assignee_type"),
    );
  }
  if (id !== null && !isUnknown(id) && type === null) {
    diagnostics.error(
      "Invalid attribute combination",
      '"assignee_id" and "assignee_type" must be set together.',
      path("assignee_id"),
    );
  }
};
