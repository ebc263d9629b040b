import schema from "../generated/cluster.schema.json";

/** A part of a JSON schema, as far as ours goes. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

const definitions: Readonly<Record<string, Schema>> = schema.$defs;

/** The schema of a whole cluster.yaml. */
export const clusterSchema: Schema = { $ref: schema.$ref };

/** What a reference stands for. @throws RangeError for one that stands for nothing */
export function resolved(part: Schema): Schema {
  if (part.$ref === undefined) return part;
  const found = definitions[part.$ref.replace("#/$defs/", "")];
  if (found === undefined) throw new RangeError(`Cannot follow "${part.$ref}": the schema has no such definition`);
  return found;
}

/** The types of a schema, in words. */
export const KINDS: Readonly<Record<string, string>> = {
  object: "a section",
  array: "a list",
  string: "a text",
  number: "a number",
  boolean: "true or false",
};
