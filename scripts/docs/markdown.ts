/** Sections of a page, one below the other with a blank line between; empty ones are left out. */
export function sections(...parts: readonly (string | undefined)[]): string {
  const kept = parts.filter((part) => part !== undefined && part.trim() !== "");
  return `${kept.map((part) => part?.trim()).join("\n\n")}\n`;
}

/** A block of code. */
export function code(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** What the registry needs to know of a page. `subcategory` is empty for pages at the top. */
export interface FrontMatter {
  readonly title: string;
  readonly subcategory: string;
  readonly description: string;
}

/** The head of a page, with a line that says where it comes from. */
export function frontMatter({ title, subcategory, description }: FrontMatter): string {
  const lines = description.split("\n").map((line) => `  ${line}`.trimEnd());
  return [
    "---",
    "# Made by `npm run generate` from the schema and examples/hcl/. Do not edit.",
    `page_title: ${JSON.stringify(title)}`,
    `subcategory: ${JSON.stringify(subcategory)}`,
    "description: |-",
    ...lines,
    "---",
  ].join("\n");
}
