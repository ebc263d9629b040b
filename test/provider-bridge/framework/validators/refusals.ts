/**
 * What a validator says of a value, as data.
 */
import { Diagnostics } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import type { Validator } from "../../../../provider-bridge/framework/schema/validator";
import type { MaybeOf, ValueType } from "../../../../provider-bridge/framework/schema/value-type";
import { path, pathText } from "../../../../provider-bridge/framework/values/path";

/** The errors of a value at the attribute `a`, each as `path: summary: detail`. */
export function refusals<T extends ValueType>(
  validator: Validator<T>,
  value: MaybeOf<T>,
  options: { readonly sensitive?: boolean } = {},
): readonly string[] {
  const diagnostics = new Diagnostics();
  validator.validate({ value, path: path("a"), sensitive: options.sensitive === true, diagnostics });
  return diagnostics.list.map(({ summary, detail, path: at }) => `${pathText(at ?? [])}: ${summary}: ${detail}`);
}
