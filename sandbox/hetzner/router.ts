/** Finds the row for a request: literal parts of a path win over braces. */
import type { Route } from "./route";

interface Node {
  literal: Map<string, Node>;
  variable: { name: string; node: Node } | undefined;
  routes: Map<string, Route>;
}

/** What a look-up finds; `allowed` are the methods that the path has. */
export type Match =
  | { kind: "found"; route: Route; params: Record<string, string> }
  | { kind: "wrong-method"; allowed: string[] }
  | { kind: "unknown" };

/** A table of operations, ready for look-up. */
export class Router {
  readonly #root: Node = emptyNode();

  /** @throws TypeError when two rows are for the same method and path. */
  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  /** Looks a path (below /v1, without query) up. */
  match(method: string, path: string): Match {
    const params: Record<string, string> = {};
    const node = walk(this.#root, path.split("/").slice(1), params);
    if (node === undefined || node.routes.size === 0) return { kind: "unknown" };
    const route = node.routes.get(method);
    return route === undefined
      ? { kind: "wrong-method", allowed: [...node.routes.keys()] }
      : { kind: "found", route, params };
  }

  #add(route: Route): void {
    let node = this.#root;
    for (const part of route.path.split("/").slice(1)) node = step(node, part);
    if (node.routes.has(route.method)) {
      throw new TypeError(`Cannot build table of operations: "${route.method} ${route.path}" is there twice`);
    }
    node.routes.set(route.method, route);
  }
}

function emptyNode(): Node {
  return { literal: new Map(), variable: undefined, routes: new Map() };
}

function step(node: Node, part: string): Node {
  if (part.startsWith("{")) {
    node.variable ??= { name: part.slice(1, -1), node: emptyNode() };
    return node.variable.node;
  }
  const next = node.literal.get(part) ?? emptyNode();
  node.literal.set(part, next);
  return next;
}

function walk(node: Node, parts: string[], params: Record<string, string>): Node | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) return node;
  const literal = node.literal.get(part);
  const found = literal === undefined ? undefined : walk(literal, rest, params);
  if (found !== undefined || node.variable === undefined || part === "") return found;
  params[node.variable.name] = part;
  return walk(node.variable.node, rest, params);
}
