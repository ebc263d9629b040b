import type { FunctionDefinition, Parameter } from "../../provider-bridge/framework/contract/function-definition";
import type { CtyType } from "../../provider-bridge/framework/types/type";
import type { ExampleFiles } from "./example-files";
import { code, frontMatter, sections } from "./markdown";
import { exampleSection } from "./schema-page";

/** What a page about a function is made of. */
export interface FunctionPage {
  readonly providerName: string;
  readonly name: string;
  readonly definition: FunctionDefinition;
  readonly example: ExampleFiles;
}

/** The page of a function. */
export function functionPage({ providerName, name, definition, example }: FunctionPage): string {
  const { parameters, variadic } = definition;
  const all = variadic === undefined ? parameters : [...parameters, variadic];
  const lines = all.map((parameter, index) => argumentLine(parameter, index, parameter === variadic));
  return sections(
    frontMatter({ title: `${name} function - ${providerName}`, subcategory: "", description: definition.summary }),
    `# function: ${name}`,
    definition.description,
    definition.deprecated === undefined ? undefined : `~> **Deprecated** ${definition.deprecated}`,
    exampleSection(example),
    sections("## Signature", code("text", signature(name, definition))),
    lines.length === 0 ? undefined : sections("## Arguments", lines.join("\n")),
  );
}

function signature(name: string, { parameters, variadic, returns }: FunctionDefinition): string {
  const words = parameters.map((parameter) => `${parameter.name} ${typeText(parameter.type.cty)}`);
  if (variadic !== undefined) words.push(`${variadic.name} ${typeText(variadic.type.cty)}...`);
  return `${name}(${words.join(", ")}) ${typeText(returns.cty)}`;
}

function argumentLine({ name, type, description, allowNull }: Parameter, index: number, isVariadic: boolean): string {
  const notes = [isVariadic ? `Variadic, ${type.label}` : type.label, ...(allowNull === true ? ["Nullable"] : [])];
  return `${index + 1}. \`${name}\` (${notes.join(", ")}) ${description}`;
}

function typeText(type: CtyType): string {
  if (typeof type === "string") return type;
  switch (type.kind) {
    case "object":
      return `object({ ${[...type.attributes].map(([key, item]) => `${key} = ${typeText(item)}`).join(", ")} })`;
    case "tuple":
      return `tuple([${type.elements.map(typeText).join(", ")}])`;
    default:
      return `${type.kind} of ${typeText(type.element)}`;
  }
}
