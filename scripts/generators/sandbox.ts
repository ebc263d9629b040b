/** Makes docs/sandbox-operations.md: which of Hetzner's operations the sandbox serves, and why not the others. */
import { routes } from "../../sandbox/hetzner/routes";
import { unserved } from "../../sandbox/hetzner/unserved";
import type { Generator } from "../generated-file";

/** The generator of that page. */
export const generator: Generator = {
  generate: async () => [{ path: "docs/sandbox-operations.md", content: page() }],
};

function page(): string {
  const lines = routes.map((row) => `${row.method} ${row.path}`);
  const served = lines.filter((line) => !Object.hasOwn(unserved, line));
  return [
    "# What the sandbox serves of Hetzner's API",
    "",
    "<!-- Made by `npm run generate` from sandbox/hetzner/. Do not edit. -->",
    "",
    `${served.length} operations are served. The others answer 501 with the reason in a sentence.`,
    "",
    ...section(
      "Served",
      served.map((line) => [line]),
      ["Operation"],
    ),
    "",
    ...section("Not served", Object.entries(unserved), ["Operation", "Reason"]),
    "",
  ].join("\n");
}

function section(title: string, rows: readonly (readonly string[])[], columns: readonly string[]): string[] {
  const cells = (row: readonly string[]) =>
    `| ${row[0] === columns[0] ? row[0] : `\`${row[0] ?? ""}\``}${row
      .slice(1)
      .map((cell) => ` | ${cell}`)
      .join("")} |`;
  return [`## ${title}`, "", cells(columns), `|${columns.map(() => "---|").join("")}`, ...rows.map(cells)];
}
