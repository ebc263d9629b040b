/** What bash prints about a script that does not parse. */
import type { ShellSyntaxError } from "./syntax";

/** The lines to print; `source` is what stands in front, as in "bash: -c". */
export function syntaxComplaint(error: ShellSyntaxError, text: string, source: string): string {
  const head = `${source}: line ${error.line}: `;
  const complaint = `${head}${error.message}\n`;
  if (!error.showsLine) return complaint;
  return `${complaint}${head}\`${text.split("\n")[error.line - 1] ?? ""}'\n`;
}
