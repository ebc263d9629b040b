/** Hetzner's label selector language: `k=v`, `k==v`, `k!=v`, `k`, `!k`, `k in (a,b)`, `k notin (a,b)`, joined by commas. */

export type Labels = Readonly<Record<string, string>>;
type Condition = (labels: Labels) => boolean;

const key = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?`;
const value = "(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?";
const list = String.raw`\(\s*(${value}(?:\s*,\s*${value})*)\s*\)`;
const equal = new RegExp(`^(${key})\\s*(==|=|!=)\\s*(${value})$`);
const inList = new RegExp(`^(${key})\\s+(in|notin)\\s*${list}$`);
const present = new RegExp(`^(!?)\\s*(${key})$`);
/** A selector may be this long (API reference, load balancer targets). */
const longest = 1000;

/** The selector as a question to labels; undefined when it does not parse. The empty selector is true of everything. */
export function parseSelector(text: string): Condition | undefined {
  if (text.length > longest) return undefined;
  if (text.trim() === "") return () => true;
  const conditions: Condition[] = [];
  for (const part of splitOutsideBrackets(text)) {
    const condition = parseCondition(part.trim());
    if (condition === undefined) return undefined;
    conditions.push(condition);
  }
  return (labels) => conditions.every((condition) => condition(labels));
}

/** True when the labels fit; false too when the selector does not parse. */
export function selects(selector: string, labels: Labels): boolean {
  return parseSelector(selector)?.(labels) ?? false;
}

function parseCondition(text: string): Condition | undefined {
  const comparison = equal.exec(text);
  if (comparison !== null) {
    const [, name = "", operator, wanted = ""] = comparison;
    return operator === "!=" ? (labels) => own(labels, name) !== wanted : (labels) => own(labels, name) === wanted;
  }
  const membership = inList.exec(text);
  if (membership !== null) {
    const [, name = "", operator, values = ""] = membership;
    const wanted = new Set(values.split(",").map((entry) => entry.trim()));
    return (labels) => {
      const found = own(labels, name);
      const member = found !== undefined && wanted.has(found);
      return operator === "in" ? member : !member;
    };
  }
  const existence = present.exec(text);
  if (existence === null) return undefined;
  const [, not, name = ""] = existence;
  return (labels) => (own(labels, name) !== undefined) === (not === "");
}

function own(labels: Labels, name: string): string | undefined {
  return Object.hasOwn(labels, name) ? labels[name] : undefined;
}

function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    else if (text[at] === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
