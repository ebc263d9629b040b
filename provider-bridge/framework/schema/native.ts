/**
 * The way between a whole {@link Value} of a schema and the objects an author's code holds.
 * This is the seam where inferred types are made true: every value passes the type its attribute declares.
 */
import type { CtyType } from "../types/type";
import { distinct } from "../values/distinct";
import { valuesEqual } from "../values/equal";
import { attributePath, indexPath, keyPath, type Path } from "../values/path";
import { sameMap } from "../values/same-map";
import { isUnknown } from "../values/unknown";
import type { Value } from "../values/value";
import type { Attribute, Nesting } from "./attribute";
import type { Block, BlockNesting } from "./block";
import { attributeType, blockType, fieldsType } from "./cty-type";
import { elementNative, elementValue } from "./element";
import { keepExactNumbers } from "./exact-numbers";
import { expected, nativeArray, nativeRecord } from "./native-shape";
import { nestedFields } from "./nested-fields";
import type { Fields } from "./schema";

/** The author's form of an object with these fields. */
export function fieldsNative(fields: Fields, value: Value): Record<string, unknown> {
  return nativeRecord(value, (name, item) => {
    if (item === null || isUnknown(item)) return item;
    const attribute = fields.attributes[name];
    if (attribute !== undefined) return attributeNative(attribute, item);
    const block = fields.blocks[name];
    return block === undefined
      ? expected(`no attribute "${name}"`, item)
      : collectionNative(block.nesting, block, item);
  });
}

/**
 * The value of an author's object. `base` is the value it was made from: numbers that did not change keep its
 * exact decimals, which a double cannot hold. With `before`, which is the author's form of `base`, what the author left
 * as it was is taken from there, and is not converted again; where all is, the value is `base` itself.
 *
 * @throws TypeError naming the attribute when something is missing, unknown to the schema or of another type.
 */
export function fieldsValue(
  fields: Fields,
  native: unknown,
  path: Path,
  base?: Value,
  before?: Readonly<Record<string, unknown>>,
): Value {
  if (typeof native !== "object" || native === null || Array.isArray(native))
    return expected("an object", native, path);
  const given = new Map<string, unknown>(Object.entries(native));
  const values = new Map<string, Value>();
  const convert = (name: string, type: CtyType, conversion: Conversion) => {
    const item = take(given, name, path);
    const from = child(base, name);
    const isKept = from !== undefined && before !== undefined && item === before[name];
    const value = isKept ? from : conversion(item, attributePath(path, name), from);
    values.set(name, from !== undefined && valuesEqual(type, from, value) ? from : value);
  };
  for (const [name, attribute] of Object.entries(fields.attributes)) {
    convert(name, attributeType(attribute), (item, at, from) => attributeValue(attribute, item, at, from));
  }
  for (const [name, block] of Object.entries(fields.blocks)) {
    convert(name, blockType(block), (item, at, from) => blockValue(block, item, at, from));
  }
  for (const name of given.keys()) return expected(`no attribute "${name}"`, native, path);
  return base instanceof Map ? sameMap(base, values) : values;
}

type Conversion = (item: unknown, at: Path, from: Value | undefined) => Value;

function take(given: Map<string, unknown>, name: string, path: Path): unknown {
  if (!given.has(name)) return expected(`an attribute "${name}" (null where it has no value)`, undefined, path);
  const item = given.get(name);
  given.delete(name);
  return item;
}

function child(base: Value | undefined, name: string): Value | undefined {
  return base instanceof Map ? base.get(name) : undefined;
}

/** The author's form of one attribute; null and unknown stay what they are. */
export function attributeNative(attribute: Attribute, value: Value): unknown {
  const { shape } = attribute;
  if (shape.kind === "plain") return elementNative(shape.type, value);
  return collectionNative(shape.nesting, nestedFields(shape.attributes), value);
}

/** The value of one attribute from an author's form. */
export function attributeValue(attribute: Attribute, native: unknown, path: Path, base?: Value): Value {
  const { shape } = attribute;
  if (shape.kind === "plain") return keepExactNumbers(shape.type, elementValue(shape.type, native, path), base);
  if (native === null || isUnknown(native)) return native;
  return collectionValue(shape.nesting, nestedFields(shape.attributes), native, path, base);
}

function blockValue(block: Block, native: unknown, path: Path, base?: Value): Value {
  if (native === null || isUnknown(native)) return native;
  return collectionValue(block.nesting, block, native, path, base);
}

/** The author's form of nested objects: one object, an array of them, or a record of them. */
export function collectionNative(nesting: Nesting | BlockNesting, fields: Fields, value: Value): unknown {
  const one = (item: Value) => (item === null || isUnknown(item) ? item : fieldsNative(fields, item));
  if (nesting === "single") return one(value);
  if (nesting === "map") return nativeRecord(value, (_key, item) => one(item));
  return nativeArray(value).map(one);
}

/** The value of nested objects from an author's form. */
export function collectionValue(
  nesting: Nesting | BlockNesting,
  fields: Fields,
  native: unknown,
  path: Path,
  base?: Value,
): Value {
  const one = (item: unknown, at: Path, from?: Value) =>
    item === null || isUnknown(item) ? item : fieldsValue(fields, item, at, from);
  if (nesting === "single") return one(native, path, base);
  if (nesting === "map") {
    if (typeof native !== "object" || native === null || Array.isArray(native))
      return expected("an object", native, path);
    return new Map(Object.entries(native).map(([key, item]) => [key, one(item, keyPath(path, key), child(base, key))]));
  }
  if (!Array.isArray(native)) return expected("an array", native, path);
  const bases: readonly Value[] = Array.isArray(base) ? base : [];
  const items = native.map((item, index) => one(item, indexPath(path, index), bases[index]));
  return nesting === "set" ? distinct(fieldsType(fields), items) : items;
}
