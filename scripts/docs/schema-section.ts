import type { Attribute } from "../../provider-bridge/framework/schema/attribute";
import type { Fields } from "../../provider-bridge/framework/schema/schema";
import { attributeLine, blockLine } from "./attribute-line";
import { sections } from "./markdown";

/** The section "Schema" of a page: attributes by who sets them, then each nested object in a section of its own. */
export function schemaSection(fields: Fields): string {
  const below: NestedSection[] = [];
  const top = fieldGroups(fields, [], below).map(({ title, lines }) => `### ${title}\n\n${lines.join("\n")}`);
  return sections("## Schema", ...top, ...nestedSections(below));
}

interface NestedSection {
  readonly path: readonly string[];
  readonly anchor: string;
  readonly fields: Fields;
}

function nestedSections(found: readonly NestedSection[]): readonly string[] {
  return found.flatMap(({ path, anchor, fields }) => {
    const below: NestedSection[] = [];
    const groups = fieldGroups(fields, path, below).map(({ title, lines }) => `${title}:\n\n${lines.join("\n")}`);
    const title = `### Nested Schema for \`${path.join(".")}\``;
    return [sections(`<a id="${anchor}"></a>\n${title}`, ...groups), ...nestedSections(below)];
  });
}

type GroupTitle = "Required" | "Optional" | "Read-Only";

interface Group {
  readonly title: GroupTitle;
  readonly lines: readonly string[];
}

function fieldGroups(fields: Fields, path: readonly string[], below: NestedSection[]): readonly Group[] {
  const lines: Record<GroupTitle, string[]> = { Required: [], Optional: [], "Read-Only": [] };
  for (const [name, attribute] of sortedEntries(fields.attributes)) {
    lines[groupOf(attribute)].push(attributeLine(name, attribute, nestedAnchor(name, attribute, path, below)));
  }
  for (const [name, block] of sortedEntries(fields.blocks)) {
    const anchor = `nestedblock--${[...path, name].join("--")}`;
    below.push({ path: [...path, name], anchor, fields: block });
    lines.Optional.push(blockLine(name, block, anchor));
  }
  const titles: readonly GroupTitle[] = ["Required", "Optional", "Read-Only"];
  return titles.flatMap((title) => (lines[title].length === 0 ? [] : [{ title, lines: lines[title] }]));
}

function nestedAnchor(
  name: string,
  { shape }: Attribute,
  path: readonly string[],
  below: NestedSection[],
): string | undefined {
  if (shape.kind === "plain") return undefined;
  const anchor = `nestedatt--${[...path, name].join("--")}`;
  below.push({ path: [...path, name], anchor, fields: { attributes: shape.attributes, blocks: {} } });
  return anchor;
}

function groupOf({ mode }: Attribute): GroupTitle {
  if (mode === "required" || mode === "write-only-required") return "Required";
  return mode === "computed" ? "Read-Only" : "Optional";
}

function sortedEntries<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
}
