/** Fresh questions about constructs of YAML that readers of YAML disagree about. */

import type { Question } from "../../../scripts/oracles/talos/go-oracle";
import type { Random } from "../../support/random";
import { firstDocument } from "./damage-questions";
import type { Subject } from "./questions";
import { randomDocument } from "./random-document";
import { writeYaml } from "./write-yaml";

/** A text with constructs of YAML that readers of YAML disagree about. */
export function trapQuestion(random: Random, { bases, minor }: Subject): Question {
  const lines = firstDocument(random.pick(bases)).split("\n");
  for (let count = random.pick([1, 1, 2, 3]); count > 0; count -= 1) setTrap(random, lines);
  const text = lines.join("\n");
  const whole = random.chance(0.2) ? [text, writeYaml(random, randomDocument(random, minor))].join("---\n") : text;
  return { op: "decode", in: { config: random.chance(0.15) ? wrapped(random, whole) : whole, encode: true } };
}

const traps: readonly string[] = [
  "&a x",
  "*a",
  "!!str 1",
  "!!int '1'",
  "!!binary aGk=",
  "!!float 1",
  "!!null ''",
  "!hammer x",
  "!!map {}",
  "!!seq []",
  "012",
  "0o14",
  "0x1F",
  "0b11",
  "1_000",
  "1e3",
  ".inf",
  "-.INF",
  ".nan",
  "+1",
  "1:30",
  "2001-12-14",
  "~",
  "null",
  "Null",
  "yes",
  "No",
  "on",
  "OFF",
  "y",
  "TRUE",
  "'it''s'",
  '"\\x41\\u00e9"',
  '"\\q"',
  '"a\\',
  "'open",
  "|",
  ">",
  "|2",
  ">-",
  "[1, 2",
  "{a: b",
  "[a, , b]",
  "{a, b}",
  "{a: 1, a: 2}",
  "- x",
  "a: b",
  "a:b",
  "#c",
  "x #c",
  "@x",
  "`x",
  "%x",
  "? x",
  ": x",
  '"tab\\t"',
  "\t",
  " \t",
  "\u00a0",
  "\u2028",
  "\u0085",
  "\u0000",
  "\u0007",
  "\ud83d\ude00",
  "\ufeff",
  "{<<: {a: b}}",
  "[*a]",
  "{? a : b}",
  "''",
  '""',
  "<<",
  "=",
  "!",
  "!!",
  "!<tag:yaml.org,2002:str> 5",
  "&a",
  "& b",
  "*",
  "- - x",
  "---",
  "...",
];
const lineTraps: readonly string[] = [
  "---",
  "...",
  "# comment",
  "",
  "   ",
  "\t",
  "<<: *a",
  "<<: {debug: true}",
  "? debug\n: true",
  "debug: true",
  "version: v1alpha1",
  "%YAML 1.1",
  "%TAG ! x:",
  "machine: {}",
  "cluster: null",
  "- x",
  "x",
  "hammer: 1",
  "? [a]\n: b",
  "null: x",
  "1: x",
  "true: x",
  "debug: &b true",
  "persist: *b",
  "'debug': true",
  '"debug": true',
  "debug : true",
  "debug:  true",
  "debug:\n  true",
  "debug: !!bool 'true'",
];

function setTrap(random: Random, lines: string[]): void {
  const index = random.integer(0, lines.length - 1);
  const line = lines[index] ?? "";
  const indent = /^ */.exec(line)?.[0] ?? "";
  const colon = line.indexOf(":");
  switch (random.integer(0, 5)) {
    case 0:
      lines.splice(index, 0, random.pick(lineTraps));
      break;
    case 1:
      lines.splice(index, 0, indent + random.pick(lineTraps));
      break;
    case 2:
      lines[index] = `${indent}${random.pick(traps)}: ${line.slice(colon + 1).trim()}`;
      break;
    case 3:
      lines[index] = line + random.pick([" ", "\t", " #c", "#c", "\r", " \\", ",", ":", ": "]);
      break;
    default:
      lines[index] = colon < 0 ? indent + random.pick(traps) : `${line.slice(0, colon + 1)} ${random.pick(traps)}`;
  }
}

function wrapped(random: Random, text: string): string {
  return random.pick([
    `\ufeff${text}`,
    text.replaceAll("\n", "\r\n"),
    text.replaceAll("\n", "\r"),
    `---\n${text}`,
    `${text}---\n`,
    `${text}...\n`,
    `%YAML 1.2\n---\n${text}`,
    `${text}---\n---\n`,
    text.trimEnd(),
    `\n\n${text}`,
    `# c\n${text}`,
    text.replaceAll("    ", "\t"),
    `${text}\n---\n# only a comment\n`,
    `${text}---\nnull\n`,
    `${text}---\n{}\n`,
    `${text}---\n[]\n`,
    text.replaceAll("    ", "  "),
  ]);
}
