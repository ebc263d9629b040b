/** Label selectors, as Hetzner's lists take them. */

/** Labels of a thing: keys and values of at most 63 characters. */
export type Labels = Readonly<Record<string, string>>;

/** A selector that every one of these labels must meet. */
export function selectorOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
