import { YamlError } from "./yaml-error";

/**
 * How deep documents may nest. Talos stops at 10,000; a machine configuration is under 20, and what
 * walks a document here is recursive, so hostile text is stopped long before the stack is.
 */
export const maxDepth = 500;

/** Throws YamlError at the first character that no YAML text may hold (C0 controls, lone surrogates). */
export function refuseControlCharacters(text: string): void {
  let previous = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const highBefore = previous >= 0xd800 && previous <= 0xdbff;
    const low = code >= 0xdc00 && code <= 0xdfff;
    const control = code < 0x20 && code !== 0x0a && code !== 0x09 && code !== 0x0d;
    if (control || highBefore !== low || code >= 0xfffe) fail(text, index, code);
    previous = code;
  }
  if (previous >= 0xd800 && previous <= 0xdbff) fail(text, text.length - 1, previous);
}

function fail(text: string, index: number, code: number): never {
  const before = text.slice(0, index).split("\n");
  const name = `U+${code.toString(16).padStart(4, "0").toUpperCase()}`;
  throw new YamlError(`character ${name} is not allowed`, {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  });
}
