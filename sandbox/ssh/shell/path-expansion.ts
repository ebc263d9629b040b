/** Matches patterns against file names. */
import type { Filesystem, Node } from "../system";
import { hasWildcard, patternSource, unescapePattern } from "./pattern";

/** The paths that fit a pattern, in order; none when nothing fits. */
export function matchPaths(pattern: string, filesystem: Filesystem, cwd: string): string[] {
  const isAbsolute = pattern.startsWith("/");
  const words = pattern.split("/").filter((word, index) => word !== "" || index > 0);
  let found: string[] = [isAbsolute ? "/" : ""];
  for (const word of words) {
    if (word === "") continue;
    found = found.flatMap((base) => candidates(base, word, filesystem, cwd));
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
}

function candidates(base: string, word: string, filesystem: Filesystem, cwd: string): string[] {
  const join = (name: string) => (base === "" || base.endsWith("/") ? base + name : `${base}/${name}`);
  if (!hasWildcard(word)) {
    const path = join(unescapePattern(word));
    return filesystem.find(path, cwd, false) === undefined ? [] : [path];
  }
  const directory: Node | undefined = filesystem.find(base === "" ? "." : base, cwd);
  if (directory?.type !== "directory") return [];
  const expression = new RegExp(`^(?:${patternSource(word, { inPath: true })})$`);
  const names = [...directory.entries.keys()].filter((name) => expression.test(name));
  return names.filter((name) => !name.startsWith(".") || word.startsWith(".")).map(join);
}
