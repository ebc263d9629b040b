/** As much of JSON schema as the schemas of Talos use. */

type Json = { readonly [key: string]: unknown };

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What of a value does not fit the schema: one line each, empty when all does. */
export function schemaErrors(value: unknown, schema: unknown, root: Json, path = ""): string[] {
  if (!isObject(schema)) return [];
  const ref = schema["$ref"];
  if (typeof ref === "string") return schemaErrors(value, definition(root, ref), root, path);
  const errors: string[] = [];
  const fail = (message: string) => errors.push(`${path || "(root)"}: ${message}`);
  const alternatives = schema["oneOf"];
  if (Array.isArray(alternatives)) {
    const fitting = alternatives.filter((one) => schemaErrors(value, one, root, path).length === 0);
    if (fitting.length === 0) fail("fits none of the alternatives");
  }
  const words = schema["enum"];
  if (Array.isArray(words) && !words.includes(value)) fail(`${JSON.stringify(value)} is none of ${words.join(", ")}`);
  const type = schema["type"];
  if (typeof type === "string" && !hasType(value, type)) fail(`${JSON.stringify(value)} is no ${type}`);
  const pattern = schema["pattern"];
  if (typeof pattern === "string" && typeof value === "string" && !new RegExp(pattern, "u").test(value))
    fail("does not match its pattern");
  if (Array.isArray(value))
    return [...errors, ...value.flatMap((item, at) => schemaErrors(item, schema["items"], root, `${path}[${at}]`))];
  return isObject(value) ? [...errors, ...objectErrors(value, schema, root, path)] : errors;
}

function definition(root: Json, ref: string): unknown {
  const name = ref.replace("#/$defs/", "");
  return isObject(root["$defs"]) ? root["$defs"][name] : undefined;
}

function hasType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function objectErrors(value: Json, schema: Json, root: Json, path: string): string[] {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const patterns = isObject(schema["patternProperties"]) ? Object.values(schema["patternProperties"]) : [];
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const missing = required.filter((key) => !(String(key) in value)).map((key) => `${path}: ${String(key)} is missing`);
  const inner = Object.entries(value).flatMap(([key, item]) => {
    const at = path === "" ? key : `${path}.${key}`;
    const known = properties[key] ?? patterns[0];
    if (known !== undefined) return schemaErrors(item, known, root, at);
    return schema["additionalProperties"] === false
      ? [`${at}: is not known`]
      : schemaErrors(item, schema["additionalProperties"], root, at);
  });
  return [...missing, ...inner];
}
