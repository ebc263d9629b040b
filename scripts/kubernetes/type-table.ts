import type { OracleLine } from "../oracles-format/json-lines";
import { fieldNumbers, type ProtobufMessages } from "./field-numbers";
import { objectOf, textsOf } from "./plain";
import { referenceText, shortTypeName } from "./type-name";

/** Every type by its short name: field → text; see sandbox/kubernetes/schema/field.ts for the form. */
export type TypeTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The table of all types of these OpenAPI v3 documents, with the field numbers of these protobuf messages. */
export function typeTable(documents: OracleLine, messages: ProtobufMessages): TypeTable {
  const schemas = new Map<string, OracleLine>();
  for (const document of Object.values(documents)) {
    const found = objectOf(objectOf(objectOf(document)["components"])["schemas"]);
    for (const [name, schema] of Object.entries(found)) schemas.set(name, objectOf(schema));
  }
  const table: Record<string, Readonly<Record<string, string>>> = {};
  for (const name of [...schemas.keys()].sort()) {
    const short = shortTypeName(name);
    if (short !== undefined) table[short] = fieldTexts(name, schemas.get(name) ?? {}, messages);
  }
  return table;
}

function fieldTexts(name: string, schema: OracleLine, messages: ProtobufMessages): Readonly<Record<string, string>> {
  const numbers = fieldNumbers(name, messages);
  const required = new Set(textsOf(schema["required"]));
  const texts: Record<string, string> = {};
  if (schema["x-kubernetes-map-type"] === "atomic") texts["$"] = "atomic";
  for (const [field, value] of Object.entries(objectOf(schema["properties"]))) {
    const number = numbers.get(field.toLowerCase()) ?? "";
    texts[field] = `${number}:${fieldText(objectOf(value))}${required.has(field) ? ";!" : ""}`;
  }
  return texts;
}

function fieldText(field: OracleLine): string {
  const flags: string[] = [];
  const listType = field["x-kubernetes-list-type"];
  const keys = textsOf(field["x-kubernetes-list-map-keys"]);
  if (listType === "map") flags.push(`m=${keys.join(",")}`);
  else if (listType === "set") flags.push("s");
  if (field["x-kubernetes-map-type"] === "atomic") flags.push("A");
  const mergeKey = field["x-kubernetes-patch-merge-key"];
  if (typeof mergeKey === "string") flags.push(`p=${mergeKey}`);
  const strategy = field["x-kubernetes-patch-strategy"];
  if (typeof strategy === "string") flags.push(`P=${strategy}`);
  if (Array.isArray(field["enum"])) flags.push(`e=${textsOf(field["enum"]).join("|")}`);
  if (field["default"] !== undefined) flags.push(`d=${JSON.stringify(field["default"])}`);
  return [typeText(field), ...flags].join(";");
}

function typeText(schema: OracleLine): string {
  const reference = schema["$ref"] ?? objectOf(Array.isArray(schema["allOf"]) ? schema["allOf"][0] : {})["$ref"];
  if (typeof reference === "string") return referenceText(reference.slice("#/components/schemas/".length));
  if (schema["type"] === "array") return `[${typeText(objectOf(schema["items"]))}]`;
  if (schema["additionalProperties"] !== undefined) return `{${typeText(objectOf(schema["additionalProperties"]))}}`;
  if (schema["format"] === "byte") return "bytes";
  const type = schema["type"];
  if (type === "integer") return schema["format"] === "int64" ? "int64" : "int32";
  return type === "string" || type === "boolean" || type === "number" ? type : "any";
}
