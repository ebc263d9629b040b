import type { Schema } from "../../provider-bridge/framework/schema/schema";
import type { ExampleFiles } from "./example-files";
import { code, frontMatter, sections } from "./markdown";
import { schemaSection } from "./schema-section";

/** What a page about a schema is made of. */
export interface SchemaPage {
  /** `Resource`, `Data Source`, `Ephemeral Resource`; undefined for the provider itself. */
  readonly kind: string | undefined;
  readonly providerName: string;
  readonly typeName: string;
  readonly subcategory: string;
  readonly schema: Schema;
  readonly example: ExampleFiles;
}

/** The page of a resource, data source, ephemeral resource or of the provider block. */
export function schemaPage(page: SchemaPage): string {
  const { kind, providerName, typeName, schema, example } = page;
  const title = kind === undefined ? `Provider: ${providerName}` : `${typeName} ${kind} - ${providerName}`;
  return sections(
    frontMatter({ title, subcategory: page.subcategory, description: schema.description }),
    kind === undefined ? `# ${providerName} Provider` : `# ${typeName} (${kind})`,
    schema.description,
    schema.deprecated === undefined ? undefined : `~> **Deprecated** ${schema.deprecated}`,
    exampleSection(example),
    schemaSection(schema),
    importSection(example),
  );
}

/** The example, and every further file of it under its name. */
export function exampleSection({ main, others }: ExampleFiles): string | undefined {
  if (main === undefined) return undefined;
  const further = [...others].map(([name, text]) => `\`${name}\`:\n\n${code("terraform", text)}`);
  return sections("## Example Usage", code("terraform", main), ...further);
}

function importSection({ importCommand, importBlock }: ExampleFiles): string | undefined {
  if (importCommand === undefined && importBlock === undefined) return undefined;
  return sections(
    "## Import",
    importBlock === undefined ? undefined : `With an \`import\` block:\n\n${code("terraform", importBlock)}`,
    importCommand === undefined ? undefined : `With the command:\n\n${code("shell", importCommand)}`,
  );
}
