/** Compares two JSON values by shape: same members, same types, null fitting anything, lists by their entries. */

/** The first few differences, each as `path: what`. */
export function shapeDifferences(wanted: unknown, got: unknown, path = ""): string[] {
  if (wanted === null || got === null || wanted === undefined) return [];
  if (Array.isArray(wanted) && Array.isArray(got)) return listDifferences(wanted, got, path);
  if (isObject(wanted) && isObject(got)) return objectDifferences(wanted, got, path);
  const [left, right] = [kindOf(wanted), kindOf(got)];
  return left === right ? [] : [`${path || "answer"}: recorded ${left}, sandbox ${right}`];
}

function listDifferences(wanted: unknown[], got: unknown[], path: string): string[] {
  if (wanted.length !== got.length) return [`${path}: recorded ${wanted.length} entries, sandbox ${got.length}`];
  return wanted.flatMap((entry, index) => shapeDifferences(entry, got[index], `${path}[${index}]`));
}

function objectDifferences(wanted: Record<string, unknown>, got: Record<string, unknown>, path: string): string[] {
  // Maps of the user's own (labels) and reverse names have any keys.
  if (/(^|\.)labels$/.test(path)) return [];
  const names = new Set([...Object.keys(wanted), ...Object.keys(got)]);
  return [...names].flatMap((name) => {
    const at = path === "" ? name : `${path}.${name}`;
    if (!Object.hasOwn(got, name)) return [`${at}: only recorded`];
    if (!Object.hasOwn(wanted, name)) return [`${at}: only the sandbox has it`];
    return shapeDifferences(wanted[name], got[name], at);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}
