/** The schema of a provider as `terraform providers schema -json` prints it, read once and checked. */

/** A type in Terraform's JSON: a name, or a collection or object with what it holds. */
export type JsonType = string | readonly [string, JsonType | Readonly<Record<string, JsonType>>];

/** One attribute. */
export interface SchemaAttribute {
  readonly type?: JsonType;
  readonly nested_type?: {
    readonly nesting_mode: string;
    readonly attributes: Readonly<Record<string, SchemaAttribute>>;
  };
  readonly description?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly write_only?: boolean;
}

/** Attributes, and blocks by name. */
export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: SchemaBlock }>>;
  readonly description?: string;
}

/** What bindings are made of. */
export interface BindingSource {
  /** For instance `hcloud`. */
  readonly name: string;
  /** For instance `hetznercloud/hcloud`. */
  readonly source: string;
  readonly version: string;
  readonly provider: SchemaBlock;
  readonly resources: Readonly<Record<string, SchemaBlock>>;
  readonly dataSources: Readonly<Record<string, SchemaBlock>>;
}
