import { Enum, type Field, MapField, type Type } from "protobufjs";
import type { Names } from "./names";

const SCALAR_TYPES: Readonly<Record<string, string>> = {
  double: "number",
  float: "number",
  int32: "number",
  uint32: "number",
  sint32: "number",
  fixed32: "number",
  sfixed32: "number",
  int64: "bigint",
  uint64: "bigint",
  sint64: "bigint",
  fixed64: "bigint",
  sfixed64: "bigint",
  bool: "boolean",
  string: "string",
  bytes: "Uint8Array",
};

/** The interface of a decoded message: every property is there, undefined where the message was sent without it. */
export function interfaceText(message: Type, names: Names): string {
  const fields = message.fieldsArray.map(
    (field) => `  readonly ${propertyName(field)}: ${propertyType(field, names)};`,
  );
  const body = fields.length === 0 ? "Readonly<Record<string, never>>" : `{\n${fields.join("\n")}\n}`;
  const head = `/** ${message.fullName.slice(1)} */\nexport`;
  return fields.length === 0
    ? `${head} type ${names.type(message)} = ${body};`
    : `${head} interface ${names.type(message)} ${body}`;
}

/** The table of a message, as wire/protobuf/table.ts reads it. */
export function tableText(message: Type, names: Names): string {
  const properties = message.fieldsArray.map(propertyName);
  const twice = properties.find((property, index) => properties.indexOf(property) !== index);
  if (twice !== undefined) throw new RangeError(`Cannot name the fields of ${message.fullName}: two become "${twice}"`);
  return message.fieldsArray.map((field) => `${field.id} ${propertyName(field)} ${tableType(field, names)}`).join(";");
}

/** `type_name` becomes `typeName`, `Error` becomes `error`. */
function propertyName(field: Field): string {
  const name = field.name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function propertyType(field: Field, names: Names): string {
  const item = itemType(field, names);
  if (field instanceof MapField) return `ReadonlyMap<${SCALAR_TYPES[field.keyType]}, ${item}>`;
  if (field.repeated) return `readonly ${item}[]`;
  const isMessage = field.resolvedType !== null && !(field.resolvedType instanceof Enum);
  return isMessage || field.partOf !== null ? `${item} | undefined` : item;
}

function itemType(field: Field, names: Names): string {
  if (field.resolvedType instanceof Enum) return "number";
  if (field.resolvedType !== null) return names.type(field.resolvedType);
  const type = SCALAR_TYPES[field.type];
  if (type === undefined) throw new RangeError(`Cannot find the type "${field.type}" of ${field.fullName}`);
  return type;
}

function tableType(field: Field, names: Names): string {
  if (field instanceof MapField) return `map<${field.keyType},${tableItem(field, names)}>`;
  return tableItem(field, names) + tableSuffix(field);
}

function tableItem(field: Field, names: Names): string {
  if (field.resolvedType instanceof Enum) return "enum";
  return field.resolvedType === null ? field.type : names.wire(field.resolvedType);
}

function tableSuffix(field: Field): string {
  if (field.repeated) return field.options?.["packed"] === false ? "[!]" : "[]";
  if (field.partOf === null) return "";
  return field.partOf.isProto3Optional ? "?" : `|${field.partOf.name}`;
}
