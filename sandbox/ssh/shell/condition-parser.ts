/** Reads what stands inside `[[ … ]]`. */
import type { CommandReader } from "./command-reader";
import type { ConditionExpression, Word } from "./syntax";

const binary = /(?:==|!=|=~|=|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef)(?=\s)|<|>)/y;
const unary = /-[a-zA-Z](?=\s)/y;

/** Reads up to and including `]]`. */
export function parseCondition(parser: CommandReader): ConditionExpression {
  const expression = parseOr(parser);
  parser.skipNewlines();
  if (!parser.source.startsWith("]]")) throw parser.unexpected();
  parser.source.skip(2);
  return expression;
}

function parseOr(parser: CommandReader): ConditionExpression {
  let left = parseAnd(parser);
  while (takes(parser, "||")) left = { type: "or", left, right: parseAnd(parser) };
  return left;
}

function parseAnd(parser: CommandReader): ConditionExpression {
  let left = parsePrimary(parser);
  while (takes(parser, "&&")) left = { type: "and", left, right: parsePrimary(parser) };
  return left;
}

function takes(parser: CommandReader, sign: string): boolean {
  parser.skipNewlines();
  if (!parser.source.startsWith(sign)) return false;
  parser.source.skip(sign.length);
  return true;
}

function parsePrimary(parser: CommandReader): ConditionExpression {
  const { source } = parser;
  parser.skipNewlines();
  if (source.match(/!(?=\s)/y) !== null) {
    source.next();
    return { type: "not", operand: parsePrimary(parser) };
  }
  if (source.peek() === "(") {
    source.next();
    const inside = parseOr(parser);
    if (!takes(parser, ")")) throw parser.unexpected();
    return inside;
  }
  const sign = source.match(unary)?.[0];
  if (sign !== undefined) {
    source.skip(sign.length);
    return { type: "unary", operator: sign, operand: operand(parser) };
  }
  const left = operand(parser);
  parser.skipNewlines();
  const operator = source.match(binary)?.[0];
  if (operator === undefined) return { type: "unary", operator: "-n", operand: left };
  source.skip(operator.length);
  source.skipBlanks();
  const right = operator === "=~" ? parser.words.word(" \t\n") : operand(parser);
  if (right === undefined) throw parser.unexpected();
  return { type: "binary", operator, left, right };
}

function operand(parser: CommandReader): Word {
  parser.source.skipBlanks();
  const word = parser.source.startsWith("]]") ? undefined : parser.words.word();
  if (word === undefined) throw parser.unexpected();
  return word;
}
