/** Attributes that many types of the kitchen sink have. Most have no description, as in the reference twin. */
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import { types } from "../../provider-bridge/framework/schema/types";
import type { ValueType } from "../../provider-bridge/framework/schema/value-type";

/** An optional attribute without a word. */
export const optional = <T extends ValueType>(type: T) => attribute(type, { description: "", optional: true });

/** A computed attribute without a word. */
export const computed = <T extends ValueType>(type: T) => attribute(type, { description: "", computed: true });

/** A required attribute without a word. */
export const required = <T extends ValueType>(type: T) => attribute(type, { description: "", required: true });

/** An optional and computed attribute without a word. */
export const optionalComputed = <T extends ValueType>(type: T) =>
  attribute(type, { description: "", optional: true, computed: true });

/** A string that may be null inside a collection, as the reference twin allows everywhere. */
export const nullableString = types.nullable(types.string);
