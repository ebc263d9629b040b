/** Groups that come later, each with its reason. */
const groups: Readonly<Record<string, string>> = {};

/** Why an exchange is not counted as failed; undefined: it is. */
export function reasonFor(group: string, name: string): string | undefined {
  return groups[`${group}/${name}`] ?? groups[group];
}
