import { fieldsType } from "../schema/cty-type";
import type { Fields } from "../schema/schema";
import { valuesEqual } from "../values/equal";
import { attributePath, type Path, pathText, ROOT } from "../values/path";
import type { Value } from "../values/value";
import { field } from "./aligned";

/** Paths in order, each once, as Terraform's answers are compared. */
export function sortedPaths(paths: readonly Path[]): readonly Path[] {
  const byText = new Map(paths.map((path) => [pathText(path), path]));
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, path]) => path);
}

/**
 * The attributes and blocks of the root whose plan differs from the prior state: what a resource that cannot be updated
 * must be replaced for. Those that only the provider sets are named only where nothing else differs.
 */
export function changedRoots(fields: Fields, prior: Value, plan: Value): readonly Path[] {
  const { attributes } = fieldsType(fields);
  const names = [...attributes].filter(([name, type]) => !valuesEqual(type, field(prior, name), field(plan, name)));
  const configured = names.filter(([name]) => fields.attributes[name]?.mode !== "computed");
  return (configured.length > 0 ? configured : names).map(([name]) => attributePath(ROOT, name));
}
