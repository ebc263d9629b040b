/** Label and field selectors: read from their text, and asked of objects. Never where the objects come from. */
import { badRequest } from "../api/api-error";
import { labelValueErrors, qualifiedNameErrors } from "../kinds/labels";
import { type Json, type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { textMap } from "../plain/object-meta";

/** One condition on a label. */
export interface Requirement {
  readonly key: string;
  readonly operator: "in" | "notin" | "exists" | "!" | "gt" | "lt";
  readonly values: readonly string[];
}

/** Whether labels meet every condition. */
export function matchesLabels(labels: Readonly<Record<string, string>>, requirements: readonly Requirement[]): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case "in":
        return value !== undefined && values.includes(value);
      case "notin":
        return value === undefined || !values.includes(value);
      case "exists":
        return value !== undefined;
      case "!":
        return value === undefined;
      default:
        return compareNumbers(value, operator, values[0]);
    }
  });
}

function compareNumbers(value: string | undefined, operator: "gt" | "lt", wanted: string | undefined): boolean {
  if (value === undefined || !/^-?\d+$/.test(value)) return false;
  return operator === "gt" ? Number(value) > Number(wanted) : Number(value) < Number(wanted);
}

const operators: ReadonlyMap<string, Requirement["operator"]> = new Map([
  ["In", "in"],
  ["NotIn", "notin"],
  ["Exists", "exists"],
  ["DoesNotExist", "!"],
]);

/** Reads `metav1.LabelSelector`; undefined selects nothing, an empty one everything. */
export function requirementsOf(selector: Json | undefined): Requirement[] {
  const object: JsonObject = objectOf(selector);
  const exact = Object.entries(textMap(object["matchLabels"])).map(
    ([key, value]): Requirement => ({ key, operator: "in", values: [value] }),
  );
  const expressions = objectsOf(object["matchExpressions"]).map(
    (row): Requirement => ({
      key: textOf(row["key"]),
      operator: operators.get(textOf(row["operator"])) ?? "in",
      values: textsOf(row["values"]),
    }),
  );
  return [...exact, ...expressions];
}

/** Whether a `metav1.LabelSelector` selects labels; an absent one selects none. */
export function selectsLabels(selector: Json | undefined, labels: Readonly<Record<string, string>>): boolean {
  return selector !== undefined && selector !== null && matchesLabels(labels, requirementsOf(selector));
}

const tokenPattern = /\s*(?:(\()|(\))|(,)|(!=|==|=|>|<|!)|([^\s(),!=<>]+)|$)/y;

/** Reads a label selector of a query. @throws ApiError 400 in the server's words */
export function parseLabelSelector(text: string): Requirement[] {
  return new Parser(tokensOf(text)).requirements();
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const match = tokenPattern.exec(text);
    const token = match?.slice(1).find((part) => part !== undefined);
    if (token === undefined) break;
    tokens.push(token);
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  requirements(): Requirement[] {
    const found: Requirement[] = [];
    if (this.#peek() === "") return found;
    for (;;) {
      const next = this.#peek();
      if (next !== "!" && !isWord(next))
        throw badRequest(`found '${next}', expected: !, identifier, or 'end of string'`);
      found.push(this.#requirement());
      const separator = this.#take();
      if (separator === "") return found;
      if (separator !== ",") throw badRequest(`found '${separator}', expected: ',' or 'end of string'`);
      const after = this.#peek();
      if (after !== "!" && !isWord(after)) throw badRequest(`found '${after}', expected: identifier after ','`);
    }
  }

  #requirement(): Requirement {
    if (this.#peek() === "!") {
      this.#take();
      return checked({ key: this.#take(), operator: "!", values: [] });
    }
    const key = this.#take();
    checked({ key, operator: "exists", values: [] });
    const operator = this.#peek();
    if (operator === "" || operator === ",") return { key, operator: "exists", values: [] };
    this.#take();
    if (operator === "in" || operator === "notin") return checked({ key, operator, values: this.#values() });
    if (!["=", "==", "!=", ">", "<"].includes(operator)) {
      throw badRequest(`unable to parse requirement: found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
    }
    const value = isWord(this.#peek()) ? this.#take() : "";
    if (operator === "!=") return checked({ key, operator: "notin", values: [value] });
    if (operator === ">") return checked({ key, operator: "gt", values: [value] });
    return checked({ key, operator: operator === "<" ? "lt" : "in", values: [value] });
  }

  #values(): string[] {
    const open = this.#take();
    if (open !== "(") throw badRequest(`unable to parse requirement: found '${open}' expected: '('`);
    const values: string[] = [];
    for (;;) {
      const next = this.#take();
      if (next === ")") return values.length === 0 ? [""] : values;
      if (next === ",") values.push("");
      else if (isWord(next)) {
        values.push(next);
        if (this.#peek() === ",") this.#take();
      } else throw badRequest(`unable to parse requirement: found '${next}', expected: ',', ')' or identifier`);
    }
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? "";
  }

  #take(): string {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }
}

function isWord(token: string): boolean {
  return token !== "" && !/^[(),!=<>]/.test(token);
}

function checked(requirement: Requirement): Requirement {
  const { key, operator, values } = requirement;
  const problem = (path: string, value: string, detail: string) =>
    badRequest(`unable to parse requirement: ${path}: Invalid value: ${JSON.stringify(value)}: ${detail}`);
  const [keyProblem] = qualifiedNameErrors(key);
  if (keyProblem !== undefined) throw problem("<nil>", key, keyProblem);
  for (const [index, value] of values.entries()) {
    if ((operator === "gt" || operator === "lt") && !/^-?\d+$/.test(value)) {
      throw problem(`values[${index}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer");
    }
    const [wrong] = labelValueErrors(value);
    if (wrong !== undefined) throw problem(`values[${index}][${key}]`, value, wrong);
  }
  return requirement;
}
