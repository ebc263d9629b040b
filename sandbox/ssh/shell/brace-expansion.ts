/** `a{b,c}` and `{1..5}`: one word becomes several before anything else is expanded. */
import type { Word, WordPart } from "./syntax";

/** A character that is not quoted, or a part that is left alone. */
type Token = string | WordPart;
/** No script means more than so many words by one brace. */
const maximumWords = 100_000;

/** The words that a word stands for. */
export function expandBraces(word: Word): readonly Word[] {
  if (!word.some((part) => part.type === "text" && !part.quoted && part.text.includes("{"))) return [word];
  const tokens = word.flatMap((part): Token[] => (part.type === "text" && !part.quoted ? [...part.text] : [part]));
  return expand(tokens).map(toWord);
}

function expand(tokens: readonly Token[]): Token[][] {
  for (let open = tokens.indexOf("{"); open !== -1; open = tokens.indexOf("{", open + 1)) {
    const close = closing(tokens, open);
    if (close === undefined) continue;
    const choices = sequence(tokens.slice(open + 1, close)) ?? alternatives(tokens.slice(open + 1, close));
    if (choices === undefined) continue;
    const rests = expand(tokens.slice(close + 1));
    const head = tokens.slice(0, open);
    return choices.flatMap((choice) => rests.map((rest) => [...head, ...choice, ...rest]));
  }
  return [[...tokens]];
}

function closing(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at] === "{") depth += 1;
    if (tokens[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function alternatives(inside: readonly Token[]): Token[][] | undefined {
  const choices: Token[][] = [[]];
  let depth = 0;
  for (const token of inside) {
    if (token === "{") depth += 1;
    if (token === "}") depth -= 1;
    if (token === "," && depth === 0) choices.push([]);
    else choices.at(-1)?.push(token);
  }
  return choices.length === 1 ? undefined : choices.flatMap(expand);
}

function sequence(inside: readonly Token[]): Token[][] | undefined {
  const text = inside.map((token) => (typeof token === "string" ? token : "\0")).join("");
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text);
  if (numbers !== null) {
    const [, first = "", last = "", step = "1"] = numbers;
    const width = /^-?0\d/.test(first) || /^-?0\d/.test(last) ? Math.max(first.length, last.length) : 0;
    return range(Number(first), Number(last), Number(step)).map((value) => [...String(value).padStart(width, "0")]);
  }
  const letters = /^([a-zA-Z])\.\.([a-zA-Z])$/.exec(text);
  if (letters === null) return undefined;
  const [, first = "", last = ""] = letters;
  return range(first.charCodeAt(0), last.charCodeAt(0), 1).map((code) => [String.fromCharCode(code)]);
}

function range(first: number, last: number, step: number): number[] {
  const width = Math.max(1, Math.abs(step));
  const count = Math.min(maximumWords, Math.floor(Math.abs(last - first) / width) + 1);
  return Array.from({ length: count }, (_, index) => first + (last < first ? -1 : 1) * width * index);
}

function toWord(tokens: readonly Token[]): Word {
  const parts: WordPart[] = [];
  for (const token of tokens) {
    const last = parts.at(-1);
    if (typeof token !== "string") parts.push(token);
    else if (last?.type === "text" && !last.quoted) parts[parts.length - 1] = { ...last, text: last.text + token };
    else parts.push({ type: "text", text: token, quoted: false });
  }
  return parts;
}
