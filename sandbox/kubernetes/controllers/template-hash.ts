import { createHash } from "node:crypto";
import type { Json } from "../plain/json";

const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** Ten characters that stand for a pod template: the same for the same, as `pod-template-hash` is. */
export function templateHash(template: Json | undefined): string {
  const digest = createHash("sha256")
    .update(JSON.stringify(sorted(template ?? null)))
    .digest();
  let text = "";
  for (let index = 0; index < 10; index += 1) text += alphabet[(digest[index] ?? 0) % alphabet.length] ?? "";
  return text;
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name] ?? null)]),
  );
}
