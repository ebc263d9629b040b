import { type Parsed, parsed, refused } from "./parsed";

/** More aliases than this in one document is an attack, not a configuration. */
const MAX_ALIASES = 100;

/**
 * Reads the documents of a YAML text as plain data: maps are `Map`s (keys keep their types), whole numbers `bigint`s.
 * The reader is loaded at the first call: it is bigger than all else that a start needs.
 */
export function parseYaml(text: string): Parsed<readonly unknown[]> {
  const yaml: typeof import("yaml") = require("yaml");
  const lines = new yaml.LineCounter();
  const values: unknown[] = [];
  try {
    const options = { lineCounter: lines, prettyErrors: false, intAsBigInt: true, logLevel: "error" } as const;
    for (const document of yaml.parseAllDocuments(text, options)) {
      const [error] = document.errors;
      if (error !== undefined) {
        const { line, col } = lines.linePos(error.pos[0]);
        return refused(`${error.code.toLowerCase().replaceAll("_", " ")} at line ${line}, column ${col}`);
      }
      values.push(document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES }));
    }
  } catch {
    return refused(`it is nested too deeply, an alias names nothing, or there are more than ${MAX_ALIASES} of them`);
  }
  return parsed(values);
}
