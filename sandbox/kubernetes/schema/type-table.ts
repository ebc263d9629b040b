import { type Field, parseField } from "./field";
import table from "./generated/types.json";

/** A type: its fields by JSON name. */
export interface ObjectType {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Owned as one, as label selectors are. */
  readonly isAtomic: boolean;
}

const texts = new Map<string, Readonly<Record<string, string>>>(Object.entries(table));
const read = new Map<string, ObjectType>();

/** A built-in type by its short name ("core.v1.Pod"); undefined where there is none. Read when first asked for. */
export function builtInType(name: string): ObjectType | undefined {
  const known = read.get(name);
  if (known !== undefined) return known;
  const fieldTexts = texts.get(name);
  if (fieldTexts === undefined) return undefined;
  const fields = new Map<string, Field>();
  const parsed = Object.entries(fieldTexts).flatMap(([field, text]) =>
    field === "$" ? [] : [parseField(field, text)],
  );
  for (const field of parsed.sort(byNumber)) fields.set(field.name, field);
  const type = { name, fields, isAtomic: fieldTexts["$"] === "atomic" };
  read.set(name, type);
  return type;
}

/** In the order of protobuf's numbers, which is nearly that of the server's own answers. */
function byNumber(a: Field, b: Field): number {
  return (a.numbers[0] ?? 0) - (b.numbers[0] ?? 0) || (a.numbers[1] ?? 0) - (b.numbers[1] ?? 0);
}

/** The type of a built-in kind: group "apps", version "v1", kind "Deployment" → "apps.v1.Deployment". */
export function typeNameOfKind(group: string, version: string, kind: string): string {
  return `${group === "" ? "core" : group.split(".")[0]}.${version}.${kind}`;
}
