import type { Diagnostic } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { Schema } from "../../../provider-bridge/framework/schema/schema";
import { type Path, pathText } from "../../../provider-bridge/framework/values/path";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { WRONG_COMPANY } from "../resources/checks";
import { field, holdsUnknown } from "./field";

/**
 * What the older SDK tells of a configuration: it warns of no attribute that has the wrong company, of nothing that is not
 * wholly known, and knows no path into a set.
 */
export function legacyWarnings(schema: Schema, config: Value, told: readonly Diagnostic[]): readonly Diagnostic[] {
  const isCompany = ({ summary }: Diagnostic) => WRONG_COMPANY.some((each) => each === summary);
  const wrong = new Set(told.filter(isCompany).map(({ path }) => rootOf(path)));
  const seen = new Set<string>();
  return told.flatMap((diagnostic) => {
    const root = rootOf(diagnostic.path);
    if (diagnostic.severity === "error" || root === undefined) return [diagnostic];
    if (wrong.has(root) || holdsUnknown(field(config, root))) return [];
    const path = pathInto(schema, root, diagnostic.path ?? []);
    const key = [diagnostic.summary, diagnostic.detail, pathText(path)].join("\n");
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...diagnostic, path }];
  });
}

function pathInto(schema: Schema, root: string, path: Path): Path {
  return schema.blocks[root]?.nesting === "set" ? path.slice(0, 1) : path;
}

function rootOf(path: Path | undefined): string | undefined {
  const [first] = path ?? [];
  return first?.kind === "attribute" ? first.name : undefined;
}
