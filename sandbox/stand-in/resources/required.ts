import type { Diagnostics } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { Fields } from "../../../provider-bridge/framework/schema/schema";
import { path } from "../../../provider-bridge/framework/values/path";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { field } from "../legacy/field";

/** Required attributes that are set to null, which Terraform leaves to the provider. */
export function refuseMissing(fields: Fields, config: Value, diagnostics: Diagnostics): void {
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    if (attribute.mode !== "required" || field(config, name) !== null) continue;
    diagnostics.error("Missing required argument", `The argument "${name}" is required, but it is null.`, path(name));
  }
}
