import type { Attributes } from "../auth/attributes";

/** What a path asks for. */
export interface RequestInfo {
  readonly isResource: boolean;
  readonly group: string;
  readonly version: string;
  readonly namespace: string;
  readonly resource: string;
  readonly name: string;
  readonly subresource: string;
  /** What comes behind the subresource (proxy). */
  readonly rest: readonly string[];
  readonly verb: string;
  /** The deprecated "watch" in front of a path. */
  readonly isOldWatch: boolean;
}

const verbs: Readonly<Record<string, string>> = {
  GET: "get",
  HEAD: "get",
  POST: "create",
  PUT: "update",
  PATCH: "patch",
  DELETE: "delete",
};

/** Reads a path as the real server does. */
export function requestInfoOf(method: string, path: string, query: URLSearchParams): RequestInfo {
  const parts = path
    .split("/")
    .slice(1)
    .filter((part, index, all) => part !== "" || index < all.length - 1)
    .map(decoded);
  const [root = ""] = parts;
  const prefix = root === "api" ? 2 : root === "apis" ? 3 : 0;
  const none = {
    group: "",
    version: "",
    namespace: "",
    resource: "",
    name: "",
    subresource: "",
    rest: [],
    isOldWatch: false,
  };
  if (prefix === 0 || parts.length <= prefix) {
    return { ...none, isResource: false, verb: verbs[method]?.toLowerCase() ?? method.toLowerCase() };
  }
  const [group, version] = root === "api" ? ["", parts[1] ?? ""] : [parts[1] ?? "", parts[2] ?? ""];
  let below = parts.slice(prefix);
  const isOldWatch = below[0] === "watch" && below.length > 1;
  if (isOldWatch) below = below.slice(1);
  let namespace = "";
  if (below[0] === "namespaces" && below.length > 1) {
    namespace = below[1] ?? "";
    // "namespaces/x/status" is the namespace itself; "namespaces/x/pods" is what is in it.
    if (below.length > 2 && below[2] !== "status" && below[2] !== "finalize") below = below.slice(2);
  }
  const [resource = "", name = "", subresource = "", ...rest] = below;
  const verb = isOldWatch ? "watch" : verbOf(method, name, query);
  return { isResource: true, group, version, namespace, resource, name, subresource, rest, verb, isOldWatch };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function verbOf(method: string, name: string, query: URLSearchParams): string {
  const verb = verbs[method] ?? method.toLowerCase();
  if (name !== "") return verb;
  if (verb === "get") return isTrue(query.get("watch")) ? "watch" : "list";
  return verb === "delete" ? "deletecollection" : verb;
}

/** A flag in a query, as Go reads it; present and empty is true. */
export function isTrue(value: string | null): boolean {
  return value !== null && !["false", "0", "f", "F", "FALSE", "False"].includes(value);
}

/** What the authoriser is asked. */
export function attributesOf(info: RequestInfo, path: string): Attributes {
  if (!info.isResource) return { kind: "path", verb: info.verb, path };
  const { verb, group, version, resource, subresource, namespace, name } = info;
  return { kind: "resource", verb, group, version, resource, subresource, namespace, name };
}
