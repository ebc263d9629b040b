import type { JsonObject } from "../plain/json";
import { encodeEnvelope } from "../protobuf/envelope";
import type { AnswerForm } from "./negotiation";
import type { ApiReply } from "./request";

const texts = new WeakMap<JsonObject, string>();

/** An object as JSON; kept, because objects in the store do not change. */
export function jsonText(object: JsonObject): string {
  const known = texts.get(object);
  if (known !== undefined) return known;
  const text = JSON.stringify(object);
  texts.set(object, text);
  return text;
}

/** An answer with an object as its body. */
export function objectReply(
  status: number,
  object: JsonObject,
  form: AnswerForm,
  warnings: readonly string[] = [],
): ApiReply {
  const extra = warnings.length === 0 ? {} : { warning: warnings.map((text) => `299 - ${JSON.stringify(text)}`) };
  const headers = { "content-type": form.contentType, ...extra };
  if (form.media === "yaml") return { status, headers, body: yamlText(object) };
  if (form.media === "json") return { status, headers, body: `${jsonText(object)}\n` };
  const bytes = encodeEnvelope(object);
  if (bytes !== undefined) return { status, headers, body: bytes };
  return { status, headers: { ...headers, "content-type": "application/json" }, body: jsonText(object) };
}

function yamlText(object: JsonObject): string {
  const { stringify } = require("yaml") as typeof import("yaml");
  return stringify(object, { sortMapEntries: true, indentSeq: false });
}

/** A body of plain text. */
export function textReply(status: number, text: string): ApiReply {
  const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
  return { status, headers, body: text };
}
