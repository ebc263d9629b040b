import type { LineCounter, YAMLParseError } from "yaml";
import type { Problem } from "./problem";

const LOOK = "look at the indentation here and in the line below";

/** What the errors of YAML mean to who writes a cluster.yaml; the others say it themselves. */
const MEANINGS: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: `a section or a list begins where a value stands; ${LOOK}`,
  DUPLICATE_KEY: "this key stands a second time in its section",
  MULTILINE_IMPLICIT_KEY: `a key, with ":" and a blank after it, is wanted; ${LOOK}`,
  MULTIPLE_DOCS: 'a second document begins here, with "---"; a file describes one cluster',
  TAB_AS_INDENT: "a tab indents this line; blanks are wanted",
};

/** The errors of a text that is no YAML: of each line the first, since the others follow from it. */
export function syntaxProblems(errors: readonly YAMLParseError[], lines: LineCounter): readonly Problem[] {
  const byLine = new Map<number, Problem>();
  for (const { pos, code, message } of errors) {
    const { line, col: column } = lines.linePos(pos[0]);
    if (!byLine.has(line)) byLine.set(line, { line, column, message: MEANINGS[code] ?? message });
  }
  return [...byLine.values()];
}
