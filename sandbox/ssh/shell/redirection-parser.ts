/** Reads redirections, and the here-documents that they announce. */

import type { CommandReader } from "./command-reader";
import { SourceText } from "./source-text";
import type { Redirection, Word } from "./syntax";
import { WordParser } from "./word-parser";

const redirectionHead = /(\d+)?(&>>|&>|<<<|<<-|<<|>>|>\||<>|<&|>&|[<>](?!\())/y;

/** The redirection here, or undefined. */
export function parseRedirection(parser: CommandReader): Redirection | undefined {
  const { source } = parser;
  source.skipBlanks();
  const head = source.match(redirectionHead);
  if (head === null) return undefined;
  const [text, number, sign = "<"] = head;
  source.skip(text.length);
  source.skipBlanks();
  const descriptor = number === undefined ? undefined : Number(number);
  if (sign === "<<" || sign === "<<-") return hereDocument(parser, descriptor, sign === "<<-");
  const target = parser.words.word();
  if (target === undefined) throw parser.unexpected();
  if (sign === "&>" || sign === "&>>") return { descriptor: "both", operator: sign === "&>" ? ">" : ">>", target };
  return { descriptor, operator: operatorOf(sign), target };
}

function operatorOf(sign: string): Redirection["operator"] {
  const known = (["<", ">", ">>", ">|", "<>", "<&", ">&", "<<<"] as const).find((candidate) => candidate === sign);
  return known ?? "<";
}

/** The text follows on the next line; until that is read, the target is filled in later. */
function hereDocument(parser: CommandReader, descriptor: number | undefined, stripTabs: boolean): Redirection {
  const { source } = parser;
  const word = parser.words.word();
  if (word === undefined) throw parser.unexpected();
  const isQuoted = word.some((part) => part.type === "text" && part.quoted);
  const end = word.map((part) => (part.type === "text" ? part.text : "")).join("");
  const target: Word[number][] = [];
  source.onLineEnd(() => {
    const { line } = source;
    const text = readDocument(source, end, stripTabs);
    if (isQuoted) target.push({ type: "text", text, quoted: true });
    else target.push(...expandable(text, line, parser));
  });
  return { descriptor, operator: "<<", target };
}

function readDocument(source: SourceText, end: string, stripTabs: boolean): string {
  let text = "";
  for (let line = source.takeLine(); line !== undefined; line = source.takeLine()) {
    const stripped = stripTabs ? line.replace(/^\t+/, "") : line;
    if (stripped === end) break;
    text += `${stripped}\n`;
  }
  return text;
}

function expandable(text: string, line: number, parser: CommandReader): Word {
  const inner = new SourceText(text, line);
  return new WordParser(
    inner,
    (source) => parser.within(source).substitution(),
    (code, at) => parser.within(new SourceText(code, at)).all(),
  ).document();
}
