import { type CtyType, listOf, mapOf, objectOf, setOf, tupleOf } from "../../framework/types/type";
import { quoteJson } from "./json/quote";
import { objectLayout } from "./object-layout";
import { compareText, normalizeText, wellFormed } from "./text";

/** How deep types and values may nest. Terraform knows no limit; what people write is below 50. */
export const MAX_NESTING = 500;

/** The type as Terraform writes it: `"string"`, `["list","string"]`, `["object",{"a":"bool"},["a"]]`. */
export function typeText(type: CtyType): string {
  if (typeof type === "string") return `"${type}"`;
  switch (type.kind) {
    case "tuple":
      return `["tuple",[${type.elements.map(typeText).join(",")}]]`;
    case "object": {
      const attributes = objectLayout(type).map(({ name, type: own }) => `${quoteJson(name)}:${typeText(own)}`);
      const optional = [...type.optional].sort(compareText).map(quoteJson);
      const names = optional.length === 0 ? "" : `,[${optional.join(",")}]`;
      return `["object",{${attributes.join(",")}}${names}]`;
    }
    default:
      return `["${type.kind}",${typeText(type.element)}]`;
  }
}

/**
 * Reads a type from its JSON.
 *
 * @throws SyntaxError when the text is no JSON or describes no type.
 */
export function parseType(text: string): CtyType {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError("Cannot read a type: the text is no JSON", { cause });
  }
  return typeOf(parsed, 1);
}

function typeOf(json: unknown, depth: number): CtyType {
  if (json === "string" || json === "number" || json === "bool" || json === "dynamic") return json;
  if (depth > MAX_NESTING) throw new SyntaxError(`Cannot read a type: it nests deeper than ${MAX_NESTING}`);
  if (!Array.isArray(json)) throw notAType();
  const [kind, inner, optional, ...rest]: unknown[] = json;
  if (rest.length > 0 || json.length < 2 || (kind !== "object" && json.length !== 2)) throw notAType();
  switch (kind) {
    case "list":
      return listOf(typeOf(inner, depth + 1));
    case "set":
      return setOf(typeOf(inner, depth + 1));
    case "map":
      return mapOf(typeOf(inner, depth + 1));
    case "tuple":
      return tupleTypeOf(inner, depth);
    case "object":
      return objectTypeOf(inner, optional, depth);
    default:
      throw notAType();
  }
}

/** Go writes an empty list of types as null. */
function tupleTypeOf(inner: unknown, depth: number): CtyType {
  if (inner !== null && !Array.isArray(inner)) throw notAType();
  return tupleOf((inner ?? []).map((element: unknown) => typeOf(element, depth + 1)));
}

function objectTypeOf(inner: unknown, optional: unknown, depth: number): CtyType {
  if (typeof inner !== "object" || Array.isArray(inner)) throw notAType();
  const attributes = new Map<string, CtyType>();
  for (const [name, type] of Object.entries(inner ?? {})) {
    attributes.set(attributeName(name), typeOf(type, depth + 1));
  }
  const names: unknown = optional ?? [];
  if (!Array.isArray(names)) throw notAType();
  const known = names.map((name: unknown) => {
    const normal = typeof name === "string" ? attributeName(name) : "";
    if (typeof name === "string" && attributes.has(normal)) return normal;
    throw new SyntaxError("Cannot read a type: an optional attribute is not among the attributes");
  });
  return objectOf(attributes, known);
}

/** Half characters become U+FFFD, as Go reads them. */
function attributeName(name: string): string {
  return normalizeText(wellFormed(name));
}

function notAType(): SyntaxError {
  return new SyntaxError(
    'Cannot read a type: the JSON is neither a name like "string" nor an array like ["list","string"]',
  );
}
