const letter = /\p{L}/u;
const digit = /\p{Nd}/u;

/**
 * The order in which Go's YAML library writes the keys of a map: letters by code point, numbers inside
 * by value (`a2` before `a10`), other characters before letters.
 */
export function compareKeys(left: string, right: string): number {
  if (left === right) return 0;
  const a = [...left];
  const b = [...right];
  let digits = false;
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const x = a[index] ?? "";
    const y = b[index] ?? "";
    if (x === y) {
      digits = digit.test(x);
      continue;
    }
    const xLetter = letter.test(x);
    const yLetter = letter.test(y);
    if (xLetter && yLetter) return x < y ? -1 : 1;
    if (xLetter || yLetter) return (digits ? xLetter : yLetter) ? -1 : 1;
    return compareNumbers(a, b, index);
  }
  return a.length - b.length;
}

function compareNumbers(a: string[], b: string[], index: number): number {
  const lead = a[index] === "0" || b[index] === "0" ? leadingNonZero(a, index) : 0n;
  const left = numberAt(a, index, lead);
  const right = numberAt(b, index, lead);
  if (left.value !== right.value) return left.value < right.value ? -1 : 1;
  if (left.end !== right.end) return left.end - right.end;
  return (a[index] ?? "") < (b[index] ?? "") ? -1 : 1;
}

/** After a digit other than 0, a 0 is not a leading one. */
function leadingNonZero(text: string[], index: number): bigint {
  for (let at = index - 1; at >= 0 && digit.test(text[at] ?? ""); at -= 1) {
    if (text[at] !== "0") return 1n;
  }
  return 0n;
}

function numberAt(text: string[], start: number, lead: bigint): { value: bigint; end: number } {
  let value = lead;
  let end = start;
  for (; end < text.length && digit.test(text[end] ?? ""); end += 1) {
    value = BigInt.asIntN(64, value * 10n + BigInt((text[end] ?? "0").charCodeAt(0) - 48));
  }
  return { value, end };
}
