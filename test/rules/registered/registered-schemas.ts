import type { Provider } from "../../../provider-bridge/framework/contract/provider";
import type { Attribute } from "../../../provider-bridge/framework/schema/attribute";
import type { Block } from "../../../provider-bridge/framework/schema/block";
import type { Fields, Schema } from "../../../provider-bridge/framework/schema/schema";

/** A schema with the name under which messages speak of it. */
export interface RegisteredSchema {
  readonly kind: "provider" | "resource" | "data source" | "ephemeral resource";
  /** `resource example_thing`. */
  readonly label: string;
  readonly typeName: string;
  readonly schema: Schema;
}

/** Every schema of a provider. */
export function registeredSchemas(provider: Provider): readonly RegisteredSchema[] {
  const kinds = [
    ["resource", provider.resources],
    ["data source", provider.dataSources],
    ["ephemeral resource", provider.ephemeralResources],
  ] as const;
  const own = { kind: "provider", label: "provider", typeName: provider.name, schema: provider.schema } as const;
  return [
    own,
    ...kinds.flatMap(([kind, entries]) =>
      [...entries].map(([typeName, load]) => ({ kind, label: `${kind} ${typeName}`, typeName, schema: load().schema })),
    ),
  ];
}

/** An attribute or block, wherever it is nested. */
export interface RegisteredField {
  /** `nodes.name`. */
  readonly path: string;
  readonly name: string;
  readonly declared: Attribute | Block;
  /** Whether what it stands in is sensitive. */
  readonly insideSensitive: boolean;
  /** Whether it stands in a set. */
  readonly insideSet: boolean;
}

/** Every attribute and block, parents first. */
export function fieldsOf(fields: Fields, above: Partial<RegisteredField> = {}): readonly RegisteredField[] {
  const place = (name: string) => ({
    path: above.path === undefined ? name : `${above.path}.${name}`,
    name,
    insideSensitive: above.insideSensitive === true,
    insideSet: above.insideSet === true,
  });
  const attributes = Object.entries(fields.attributes).flatMap(([name, declared]): readonly RegisteredField[] => {
    const field = { ...place(name), declared };
    if (declared.shape.kind === "plain") return [field];
    const insideSensitive = field.insideSensitive || declared.sensitive;
    const below = { path: field.path, insideSensitive, insideSet: field.insideSet || declared.shape.nesting === "set" };
    return [field, ...fieldsOf({ attributes: declared.shape.attributes, blocks: {} }, below)];
  });
  const blocks = Object.entries(fields.blocks).flatMap(([name, declared]) => {
    const field = { ...place(name), declared };
    return [field, ...fieldsOf(declared, { ...field, insideSet: field.insideSet || declared.nesting === "set" })];
  });
  return [...attributes, ...blocks];
}
