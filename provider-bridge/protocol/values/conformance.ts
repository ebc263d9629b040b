import { typesEqual } from "../../framework/types/equal";
import type { CtyType, ObjectType, TupleType } from "../../framework/types/type";

/**
 * In what a type fails another that it should conform to, in Terraform's own words, each with its path
 * (`.name`, `[0]`, `[?]` for any element); empty if it conforms. `dynamic` is conformed to by every type.
 */
export function conformanceErrors(given: CtyType, want: CtyType): readonly string[] {
  const errors: string[] = [];
  compare(given, want, "", errors);
  return errors;
}

function compare(given: CtyType, want: CtyType, path: string, errors: string[]): void {
  if (want === "dynamic" || typesEqual(given, want)) return;
  if (typeof given !== "string" && typeof want !== "string") {
    if (given.kind === "object" && want.kind === "object") {
      compareObjects(given, want, path, errors);
      return;
    }
    if (given.kind === "tuple" && want.kind === "tuple") {
      compareTuples(given, want, path, errors);
      return;
    }
    if (given.kind === want.kind && "element" in given && "element" in want) {
      compare(given.element, want.element, `${path}[?]`, errors);
      return;
    }
  }
  errors.push(`${path}: ${friendlyName(want)} required, but received ${friendlyName(given)}`);
}

function compareObjects(given: ObjectType, want: ObjectType, path: string, errors: string[]): void {
  for (const name of given.attributes.keys()) {
    if (!want.attributes.has(name)) errors.push(`${path}: unsupported attribute ${quoteGo(name)}`);
  }
  for (const [name, type] of want.attributes) {
    const own = given.attributes.get(name);
    if (own === undefined) errors.push(`${path}: missing required attribute ${quoteGo(name)}`);
    else compare(own, type, `${path}.${name}`, errors);
  }
}

function compareTuples(given: TupleType, want: TupleType, path: string, errors: string[]): void {
  if (given.elements.length !== want.elements.length) {
    errors.push(`${path}: ${want.elements.length} elements are required, but got ${given.elements.length}`);
    return;
  }
  for (const [index, type] of want.elements.entries()) {
    compare(given.elements[index] ?? "dynamic", type, `${path}[${index}]`, errors);
  }
}

/** The name of a type in Terraform's messages. */
export function friendlyName(type: CtyType): string {
  if (typeof type === "string") return type;
  if (type.kind === "object" || type.kind === "tuple") return type.kind;
  return `${type.kind} of ${friendlyName(type.element)}`;
}

const GO_ESCAPES: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  '"': '\\"',
  "\\": "\\\\",
};

/** Text in quotes as Go prints it in messages: what has no glyph is escaped. */
function quoteGo(text: string): string {
  const characters = [...text].map((character) => {
    const known = GO_ESCAPES[character];
    if (known !== undefined) return known;
    if (/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, "0")}`;
    return code < 0x1_0000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
  });
  return `"${characters.join("")}"`;
}
