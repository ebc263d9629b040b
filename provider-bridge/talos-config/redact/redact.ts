import { type ConfigDocument, type MachineConfig, type StructSpec, structSpec } from "../documents";
import { specOf } from "../encode";
import { formatUrl, parseUrl } from "../scalars";
import type { TypeSpec } from "../schema";
import { cloneValue, type Value, type ValueMap } from "../value";
import { secrecyOf } from "./secret-fields";

/** A copy of the configuration in which every secret is the replacement, as `talosctl` shows it. */
export function redactConfig(config: MachineConfig, replacement = "******"): MachineConfig {
  return { documents: config.documents.map((document) => redactDocument(document, replacement)) };
}

function redactDocument(document: ConfigDocument, replacement: string): ConfigDocument {
  const value = cloneValue(document.value);
  if (!(value instanceof Map)) return document;
  redactStruct(value, specOf(document.kind), replacement);
  return { ...document, value };
}

function redactStruct(struct: ValueMap, spec: StructSpec, replacement: string): void {
  for (const field of spec.fields) {
    const value = struct.get(field.key);
    if (value === undefined || value === null) continue;
    const secrecy = secrecyOf(spec.name, field.key);
    if (secrecy === "secret" && typeof value === "string") {
      if (value !== "") struct.set(field.key, replacement);
    } else if (secrecy === "secret-tree") redactTree(value, replacement);
    else if (spec.name === "siderolink.Config" && field.key === "apiUrl")
      struct.set(field.key, redactJoinToken(value, replacement));
    else redactValue(value, field.type, replacement);
  }
}

function redactValue(value: Value, type: TypeSpec, replacement: string): void {
  if (type.kind === "pointer") redactValue(value, type.to, replacement);
  else if (type.kind === "struct" && value instanceof Map) redactStruct(value, structSpec(type.name), replacement);
  else if (type.kind === "list" && Array.isArray(value))
    for (const item of value) redactValue(item, type.of, replacement);
  else if (type.kind === "map" && value instanceof Map)
    for (const item of value.values()) redactValue(item, type.of, replacement);
  else if (type.kind === "scalar" && value instanceof Map) redactKey(value, type.name, replacement);
}

/** Keys are base64 in the text, except for the marker that Talos writes as it is. */
function redactKey(map: ValueMap, type: string, replacement: string): void {
  if ((type !== "certificateAndKey" && type !== "keyOnly") || !map.has("key") || map.get("key") === "") return;
  map.set("key", replacement === "******" ? replacement : Buffer.from(replacement).toString("base64"));
}

function redactTree(value: Value, replacement: string): void {
  if (Array.isArray(value)) for (const item of value) redactTree(item, replacement);
  if (!(value instanceof Map)) return;
  for (const [key, item] of value) {
    if (key === "secret" && typeof item === "string" && item !== "") value.set(key, replacement);
    else redactTree(item, replacement);
  }
}

function redactJoinToken(value: Value, replacement: string): Value {
  const url = typeof value === "string" ? parseUrl(value) : "";
  if (typeof url === "string") return value;
  const query = new URLSearchParams(url.query ?? "");
  if (query.has("jointoken")) query.set("jointoken", replacement);
  query.sort();
  const text = query.toString();
  return formatUrl({ ...url, query: text === "" ? undefined : text });
}
