import { type ObjectProps, type Prop, propsOf } from "./props";
import type { SchemaBlock } from "./provider-schema";

/** A class to write. */
export interface ClassOf {
  readonly kind: "Resource" | "DataSource" | "Provider";
  readonly className: string;
  /** Terraform's name of the type, or the provider's. */
  readonly typeName: string;
  readonly block: SchemaBlock;
  /** A provider's source. */
  readonly source?: string;
}

const HEADER = "/** Made by `npm run generate` from the provider's schema. Do not edit. */\n";
/** Members of cdktf's classes, which attributes may not hide. */
const TAKEN = new Set([
  "node",
  "path",
  "provider",
  "lifecycle",
  "count",
  "connection",
  "fqn",
  "alias",
  "forEach",
  "dependsOn",
]);

/** The file of one class: its props, what they hold, the table, the class. */
export function classFile({ kind, className, typeName, block, source }: ClassOf): string {
  const props = propsOf(block, className);
  const isProvider = kind === "Provider";
  const config = `${className}Config`;
  const interfaces = [
    ...insides(props).map((inner) => interfaceText(inner.typeName, inner.props, "")),
    interfaceText(config, props, isProvider ? "" : " extends TerraformMetaArguments", isProvider),
  ];
  const optional = isProvider || props.every(({ required }) => !required) ? " = {}" : "";
  const identity = `{ name: "${typeName}", provider, fields${source === undefined ? "" : `, source: "${source}"`} }`;
  const getters = isProvider ? [] : props.flatMap(getter);
  const body = [
    `  static readonly tfResourceType = "${typeName}";`,
    "",
    `  constructor(scope: Construct, id: string, config: ${config}${optional}) {`,
    `    super(scope, id, ${identity}, config);`,
    "  }",
    ...getters,
  ].join("\n");
  const text = [
    ...interfaces,
    `const fields: Fields = ${tableText(props, "")};`,
    `/** ${oneLine(block.description) || `\`${typeName}\`.`} */\nexport class ${className} extends ${kind}Binding {\n${body}\n}`,
  ].join("\n\n");
  return `${HEADER}${imports(text, kind)}\n${text}\n`;
}

function imports(text: string, kind: string): string {
  const cdktf = ["IResolvable", "TerraformMetaArguments"].filter((name) => text.includes(name));
  return [
    ...(cdktf.length === 0 ? [] : [`import type { ${cdktf.join(", ")} } from "cdktf";`]),
    'import type { Construct } from "constructs";',
    `import { ${kind}Binding } from "../../binding";`,
    'import type { Fields } from "../../fields";',
    'import { provider } from "./identity";',
    "",
  ].join("\n");
}

/** The objects inside, innermost first. */
function insides(props: readonly Prop[]): readonly ObjectProps[] {
  return props.flatMap(({ inner, settable }) =>
    inner === undefined || !settable ? [] : [...insides(inner.props), inner],
  );
}

function interfaceText(name: string, props: readonly Prop[], base: string, alias = false): string {
  const lines = props.flatMap((prop) => {
    if (!prop.settable) return [];
    const told = oneLine(prop.description);
    const comment = told === "" ? [] : [`  /** ${told} */`];
    const type = prop.required ? prop.type : `${prop.type} | undefined`;
    return [...comment, `  readonly ${prop.prop}${prop.required ? "" : "?"}: ${type};`];
  });
  const more = alias ? ["  /** Name by which resources choose it. */", "  readonly alias?: string | undefined;"] : [];
  return `export interface ${name}${base} {\n${[...lines, ...more].join("\n")}\n}`;
}

function tableText(props: readonly Prop[], indent: string): string {
  const rows = props.flatMap(({ prop, name, kind, inner, settable }) => {
    if (!settable) return [];
    const deeper = inner === undefined ? "" : `, ${tableText(inner.props, `${indent}  `)}`;
    return [`${indent}  ${prop}: ["${name}", "${kind}"${deeper}],`];
  });
  return rows.length === 0 ? "{}" : `{\n${rows.join("\n")}\n${indent}}`;
}

function getter({ prop, name, read }: Prop): readonly string[] {
  if (read === undefined) return [];
  const [method, type] = read;
  const member = TAKEN.has(prop) ? `${prop}Attribute` : prop;
  return ["", `  get ${member}(): ${type} {`, `    return this.${method}("${name}");`, "  }"];
}

function oneLine(text: string | undefined): string {
  return (text ?? "")
    .replace(/\s*\n\s*/g, " ")
    .replaceAll("*/", "* /")
    .trim();
}
