/** Paths of members that a JSON text has twice, as Go's strict decoder names them: "metadata.name". */
export function duplicateMembers(text: string): string[] {
  const found: string[] = [];
  const scanner = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  const stack: {
    readonly isObject: boolean;
    readonly seen: Set<string>;
    name: string;
    index: number;
    wantsName: boolean;
  }[] = [];
  for (const [token] of text.matchAll(scanner)) {
    const top = stack.at(-1);
    if (token === "{" || token === "[") {
      stack.push({ isObject: token === "{", seen: new Set(), name: "", index: 0, wantsName: token === "{" });
    } else if (token === "}" || token === "]") stack.pop();
    else if (top === undefined) continue;
    else if (token === ",") {
      top.wantsName = top.isObject;
      top.index += 1;
    } else if (token !== ":" && top.wantsName) {
      const name: string = JSON.parse(token);
      top.name = name;
      top.wantsName = false;
      if (top.seen.has(name)) found.push(pathOf(stack));
      top.seen.add(name);
    }
  }
  return found;
}

function pathOf(
  stack: readonly { readonly isObject: boolean; readonly name: string; readonly index: number }[],
): string {
  return stack
    .map((level) => (level.isObject ? `.${level.name}` : `[${level.index}]`))
    .join("")
    .replace(/^\./, "");
}
