import type { CtyType } from "../../../provider-bridge/framework/types/type";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { isUnknown } from "../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../provider-bridge/framework/values/value";
import {
  decodeJson,
  decodeMsgpack,
  encodeJson,
  encodeMsgpack,
  parseType,
  typeText,
} from "../../../provider-bridge/protocol/values";
import { actualType } from "../../../provider-bridge/protocol/values/actual-type";
import { conformanceErrors } from "../../../provider-bridge/protocol/values/conformance";
import { compareText } from "../../../provider-bridge/protocol/values/text";
import { type OracleLine, textOf } from "../../oracles-format/json-lines";
import { comparableText, describeValue, hasOpenOrder } from "./describe";

/** Checks one line and says what is wrong, or undefined where all is well. */
export type Check = (line: OracleLine) => string | undefined;

/** Decodes and describes, encodes again, both ways. */
export const checkValid: Check = (line) => {
  const type = typeAt(line, "t");
  const value = decodeMsgpack(bytesAt(line, "m"), type);
  const wrong = differs(type, value, line["d"]) ?? rewritten(type, value, bytesAt(line, "m"));
  if (wrong !== undefined || line["j"] === undefined) return wrong;
  const json = Buffer.from(textOf(line, "j"));
  const fromJson = decodeJson(json, type);
  const got = comparableText(describeValue(type, fromJson), { ignoreDoubles: true });
  const wanted = comparableText(line["d"], { ignoreDoubles: true });
  if (got !== wanted) return `JSON decodes to ${got}, not ${wanted}`;
  return rewrittenJson(type, value, json);
};

/**
 * What go-cty refuses is refused. One thing it refuses by mistake (it reads on in the middle of a refinement that it does
 * not know) and we do not.
 */
export const checkInvalid: Check = (line) => {
  const type = typeAt(line, "t");
  const bytes = bytesAt(line, "m");
  const wrong = refused(() => decodeMsgpack(bytes, type));
  if (wrong !== undefined && line["c"] === "refine-future-key") {
    return hasUnknown(decodeMsgpack(bytes, type)) ? undefined : "a refinement of the future is not decoded as unknown";
  }
  return wrong;
};

/** What go-cty lets pass although its value is not of the type: we refuse it. */
const REFUSED_LENIENT: ReadonlySet<unknown> = new Set(["object-empty", "object-duplicate", "tuple-empty"]);

/** What go-cty takes without being asked to. */
export const checkLenient: Check = (line) => {
  const type = typeAt(line, "t");
  if (REFUSED_LENIENT.has(line["c"])) return refused(() => decodeMsgpack(bytesAt(line, "m"), type));
  const value = decodeMsgpack(bytesAt(line, "m"), type);
  if (line["c"] === "refine-future-key") {
    const got = comparableText(describeValue(type, value), { ignoreRefinements: true });
    return got === comparableText(line["d"], { ignoreRefinements: true }) ? undefined : `decodes to ${got}`;
  }
  return differs(type, value, line["d"]) ?? rewritten(type, value, bytesAt(line, "r"));
};

/** Whether two encodings are the same value. */
export const checkEqual: Check = (line) => {
  const type = typeAt(line, "t");
  const got = valuesEqual(type, decodeMsgpack(bytesAt(line, "a"), type), decodeMsgpack(bytesAt(line, "b"), type));
  return got === line["eq"] ? undefined : `equal is ${got}`;
};

/** What the JSON reader takes and refuses. */
export const checkJson: Check = (line) => {
  const type = typeAt(line, "t");
  const json = Buffer.from(textOf(line, "j"));
  if (line["class"] !== "ok") return refused(() => decodeJson(json, type));
  const value = decodeJson(json, type);
  const wrong = differs(type, value, line["d"]) ?? rewritten(type, value, bytesAt(line, "m"));
  if (wrong !== undefined || line["r"] === undefined) return wrong;
  const json2 = textOf(line, "r");
  return json2 === "" ? unwritable(type, value) : rewrittenJson(type, value, Buffer.from(json2));
};

/** The type that a value has, and in what it fails another. */
export const checkConforms: Check = (line) => {
  const type = typeAt(line, "t");
  const own = actualType(type, decodeMsgpack(bytesAt(line, "m"), type));
  if (own === undefined || typeText(own) !== typeText(typeAt(line, "vt")))
    return `the value's type is ${own && typeText(own)}`;
  const errors = JSON.stringify([...conformanceErrors(own, typeAt(line, "want"))].sort(compareText));
  return errors === JSON.stringify(line["e"]) ? undefined : `errors are ${errors}`;
};

function typeAt(line: OracleLine, key: string): CtyType {
  return parseType(JSON.stringify(line[key]));
}

function bytesAt(line: OracleLine, key: string): Buffer {
  return Buffer.from(textOf(line, key), "base64");
}

function differs(type: CtyType, value: Value, wanted: unknown): string | undefined {
  const got = comparableText(describeValue(type, value));
  return got === comparableText(wanted) ? undefined : `decodes to ${got}, not ${comparableText(wanted)}`;
}

/** Encodes again: the same bytes, or the same elements where a set has no order. */
function rewritten(type: CtyType, value: Value, wanted: Buffer): string | undefined {
  const got = Buffer.from(encodeMsgpack(value, type));
  if (got.equals(wanted)) return undefined;
  const isOpen = hasOpenOrder(describeValue(type, value)) && got.length === wanted.length;
  const same =
    isOpen && differs(type, decodeMsgpack(got, type), describeValue(type, decodeMsgpack(wanted, type))) === undefined;
  return same ? undefined : `encodes to ${got.toString("base64")}, not ${wanted.toString("base64")}`;
}

function rewrittenJson(type: CtyType, value: Value, wanted: Buffer): string | undefined {
  const got = Buffer.from(encodeJson(value, type));
  if (got.equals(wanted)) return undefined;
  const isOpen = hasOpenOrder(describeValue(type, value)) && got.length === wanted.length;
  const same =
    isOpen && differs(type, decodeJson(got, type), describeValue(type, decodeJson(wanted, type))) === undefined;
  return same ? undefined : `writes the JSON ${got}, not ${wanted}`;
}

/** Infinity has no JSON. */
function unwritable(type: CtyType, value: Value): string | undefined {
  try {
    return `writes the JSON ${Buffer.from(encodeJson(value, type))}`;
  } catch (error) {
    return error instanceof TypeError ? undefined : String(error);
  }
}

function refused(decode: () => Value): string | undefined {
  try {
    decode();
  } catch (error) {
    return error instanceof SyntaxError ? undefined : `fails with ${String(error)}`;
  }
  return "is taken";
}

function hasUnknown(value: Value): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (value instanceof Map) return [...value.values()].some(hasUnknown);
  return typeof value === "object" && value !== null && "value" in value && hasUnknown(value.value);
}
