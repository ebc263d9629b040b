import { isBlank, isBlankOrEnd, isBreak, isPrintable } from "./characters";
import type { ScalarStyle } from "./node";
import { resolvePlain } from "./resolve";

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const oldBoolean = /^(y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;
const simple = /^[A-Za-z/_][A-Za-z0-9/_.-]*$/;
const leadingIndicators = new Set([..."#,[]{}&*!|>'\"%@`"]);

/** How Talos's YAML library writes this string as a value, or as a mapping key. */
export function scalarStyle(text: string, asKey: boolean, quoteOldBooleans = true): ScalarStyle {
  if (text.length > 5 && simple.test(text)) return "plain";
  const old = quoteOldBooleans && (base60.test(text) || oldBoolean.test(text));
  const plain = resolvePlain(text).tag === "!!str" && !old;
  const traits = analyze(text);
  if (text.includes("\n")) {
    const visible = text.length > 1 && /\S/.test(text);
    return visible && traits.block && !asKey ? "literal" : "double";
  }
  if (!plain) return "double";
  if (traits.plain) return "plain";
  return traits.single ? "single" : "double";
}

interface Traits {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

function analyze(text: string): Traits {
  let breaks = false;
  let special = false;
  let tabs = false;
  let spaceBreak = false;
  let breakSpace = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const previous = text.charCodeAt(index - 1);
    if (code === 0x09) tabs = true;
    else if (!isPrintable(code)) special = true;
    if (code === 0x20 && isBreak(previous)) breakSpace = true;
    if (isBreak(code)) {
      breaks = true;
      if (previous === 0x20) spaceBreak = true;
    }
  }
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  const edge = first === 0x20 || isBreak(first) || last === 0x20 || isBreak(last);
  const unquotable = special || tabs || spaceBreak || breakSpace;
  return {
    plain: !edge && !unquotable && !breaks && !hasIndicator(text),
    single: !unquotable && !breaks,
    block: last !== 0x20 && !spaceBreak && !special,
  };
}

/** Characters that would make a plain scalar something else: at its start, `: ` and ` #`. */
function hasIndicator(text: string): boolean {
  if (text.startsWith("---") || text.startsWith("...")) return true;
  const first = text.charAt(0);
  if (leadingIndicators.has(first)) return true;
  if ((first === "-" || first === "?") && isBlankOrEnd(text.charCodeAt(1))) return true;
  for (let index = text.indexOf(":"); index >= 0; index = text.indexOf(":", index + 1)) {
    const next = text.charCodeAt(index + 1);
    if (index === text.length - 1 || isBlank(next)) return true;
  }
  return /[ \t]#/.test(text);
}
