/** Rooms by pattern (a folder; `*` is any one folder name), and which others each may import. */
export type Arrows = Readonly<Record<string, readonly string[] | "anything" | "anything below it">>;

/** A room of the house: a folder with all below it that is not a room of its own. */
export interface Room {
  /** The folder. */
  readonly name: string;
  /** Whether a file here may import one of the other room. */
  mayImport(other: Room): boolean;
}

/** The room of a file: that of the longest pattern which is a folder above it; undefined where there is none. */
export function roomOf(arrows: Arrows, path: string): Room | undefined {
  const folders = path.split("/").slice(0, -1);
  let best: { readonly length: number; readonly pattern: string } | undefined;
  for (const pattern of Object.keys(arrows)) {
    const words = pattern.split("/");
    const above = words.length <= folders.length && words.every((word, index) => fits(word, folders[index]));
    // At the same depth, a room with a name of its own goes before `*`.
    const length = words.length * 2 - (pattern.endsWith("*") ? 1 : 0);
    if (above && length > (best?.length ?? 0)) best = { length, pattern };
  }
  if (best === undefined) return undefined;
  const name = folders.slice(0, best.pattern.split("/").length).join("/");
  return { name, mayImport: (other) => allows(arrows[best.pattern] ?? [], name, other.name) };
}

function allows(allowed: Arrows[string], name: string, other: string): boolean {
  if (allowed === "anything") return true;
  if (allowed === "anything below it") return other.startsWith(`${name}/`);
  return allowed.some((pattern) => {
    const [words, folders] = [pattern.split("/"), other.split("/")];
    return words.length === folders.length && words.every((word, index) => fits(word, folders[index]));
  });
}

function fits(word: string, folder: string | undefined): boolean {
  return word === "*" || word === folder;
}
