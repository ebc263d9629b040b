/** Writes the same values in many of YAML's ways: blocks and flows, quoted or plain, wide or narrow indentation. */
import type { Random } from "../../support/random";
import type { Plain } from "./random-document";

/** The text of a value. */
export function writeYaml(random: Random, value: Plain): string {
  return typeof value === "object" && value !== null ? block(random, value, 0) : `${scalar(random, value)}\n`;
}

function block(random: Random, value: Plain[] | { [key: string]: Plain }, indent: number): string {
  const pad = " ".repeat(indent);
  const items = Array.isArray(value)
    ? value.map((item) => `${pad}-${child(random, item, indent)}`)
    : Object.entries(value).map(([key, item]) => `${pad}${scalar(random, key)}:${child(random, item, indent)}`);
  return items.join("");
}

function child(random: Random, value: Plain, indent: number): string {
  if (typeof value !== "object" || value === null) return ` ${leaf(random, value, indent)}\n`;
  const isEmpty = Object.keys(value).length === 0;
  if (isEmpty || random.chance(0.1)) return ` ${flow(random, value)}\n`;
  const comment = random.chance(0.05) ? " # a comment" : "";
  return `${comment}\n${block(random, value, indent + random.integer(1, 4))}`;
}

function leaf(random: Random, value: Plain, indent: number): string {
  const literal = typeof value === "string" && value.includes("\n") && /^\w/.test(value) && random.chance(0.7);
  if (!literal) return scalar(random, value);
  const pad = " ".repeat(indent + random.integer(1, 4));
  const chomp = value.endsWith("\n") ? random.pick(["", "+"]) : "-";
  return `|${chomp}\n${value
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `${pad}${line}`)
    .join("\n")}`;
}

function flow(random: Random, value: Plain): string {
  if (Array.isArray(value)) return `[${value.map((item) => flow(random, item)).join(", ")}]`;
  if (typeof value !== "object" || value === null)
    return typeof value === "string" ? JSON.stringify(value) : scalar(random, value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${flow(random, item)}`)
    .join(", ")}}`;
}

/** Plain where that surely says the same; what looks like another type is left plain now and then on purpose. */
function scalar(random: Random, value: Plain): string {
  if (typeof value !== "string") return value === null ? random.pick(["null", "~", ""]) : String(value);
  const isPlain = /^[\w./][\w./+:%@-]*$/.test(value) && !/:$/.test(value);
  if (isPlain && random.chance(0.8)) return value;
  if (!value.includes("\n") && random.chance(0.4)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value);
}
