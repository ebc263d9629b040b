import { resolveImport } from "../imports";
import type { Project } from "../project";
import type { Rule, Violation } from "../rule";

/** Files that import one another, over however many steps, cannot be read one after the other. */
export const importLoops: Rule = {
  title: "No files import one another in a circle, type imports counted",
  check: (project) => loopsOf(importGraph(project)).map(violation),
  sample: {
    "wire/a.ts": 'import type { B } from "./b";\n',
    "wire/b.ts": 'export { C } from "./folder";\n',
    "wire/folder/index.ts": 'export type C = import("../a").A;\n',
    "wire/alone.ts": 'import { A } from "./a";\nimport { B } from "./b";\n',
    "wire/self.ts": 'import "./self";\n',
  },
  found: ["wire/a.ts:1", "wire/self.ts:1"],
};

type Graph = ReadonlyMap<string, readonly string[]>;

function importGraph(project: Project): Graph {
  const exists = (path: string) => project.files.has(path);
  return new Map(
    project.sources.map(({ path, imports }) => [
      path,
      imports.flatMap(({ specifier }) => {
        const target = specifier.startsWith(".") ? resolveImport(path, specifier, exists) : undefined;
        return target === undefined ? [] : [target];
      }),
    ]),
  );
}

function violation(loop: readonly string[]): Violation {
  const sorted = [...loop].sort();
  return { path: sorted[0] ?? "", line: 1, message: `imports itself in a circle: ${sorted.join(", ")}` };
}

/** The strongly connected groups of a graph (Tarjan's algorithm) which hold a circle. */
function loopsOf(graph: Graph): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const stack: string[] = [];
  const loops: string[][] = [];
  const visit = (path: string): number => {
    let low = order.size;
    order.set(path, low);
    stack.push(path);
    for (const target of graph.get(path) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (stack.includes(target)) low = Math.min(low, order.get(target) ?? low);
    }
    if (low === order.get(path)) {
      const group = stack.splice(stack.lastIndexOf(path));
      if (group.length > 1 || graph.get(path)?.includes(path) === true) loops.push(group);
    }
    return low;
  };
  for (const path of graph.keys()) if (!order.has(path)) visit(path);
  return loops;
}
