/**
 * Props of a cluster as JavaScript gives them, held against the schema that is drawn from their types: programs that run
 * TypeScript without checking it (tsx, esbuild) get here what the compiler would have said. Never what a prop must fulfil
 * beyond its type.
 */
import { Token } from "cdktf";
import { type PropProblem, PropsError } from "../../constructs";
import { nearestKey } from "../../constructs/props/nearest";
import { clusterSchema, KINDS, resolved, type Schema } from "../cluster-yaml/schema";

/** Checks the types of a cluster's props, and that all are known. @throws PropsError */
export function checkShape(what: string, props: unknown): void {
  const problems = problemsOf(props, clusterSchema, "");
  if (problems.length > 0) throw new PropsError([{ what, problems }]);
}

/** What Terraform alone knows is of any type. */
function problemsOf(value: unknown, part: Schema, path: string): readonly PropProblem[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  const schema = resolved(part);
  const { anyOf, type, items, enum: choices } = schema;
  const found = kindOf(value);
  if (anyOf !== undefined) {
    const meant = anyOf.find((each) => resolved(each).type === found);
    return meant === undefined ? wrong(value, anyOf, path) : problemsOf(value, meant, path);
  }
  if (type !== undefined && type !== found) return wrong(value, [schema], path);
  if (Array.isArray(value)) {
    return items === undefined ? [] : value.flatMap((item, index) => problemsOf(item, items, `${path}[${index}]`));
  }
  if (isObject(value)) return problemsIn(value, schema, path);
  if (choices === undefined || choices.includes(String(value))) return [];
  return [{ prop: path, text: `is ${said(value)}; there are ${choices.join(", ")}${meantBy(String(value), choices)}` }];
}

function problemsIn(value: Readonly<Record<string, unknown>>, schema: Schema, path: string): readonly PropProblem[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const below = (key: string) => (path === "" ? key : `${path}.${key}`);
  const missing = required.filter((key) => value[key] === undefined);
  const given = Object.entries(value).flatMap(([key, inner]) => {
    if (inner === undefined) return [];
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (own !== undefined) return problemsOf(inner, own, below(key));
    if (typeof additionalProperties === "object") return problemsOf(inner, additionalProperties, below(key));
    if (additionalProperties === true) return [];
    const known = Object.keys(properties);
    const meant = meantBy(key, known);
    return [{ prop: below(key), text: `is not known${meant === "" ? `; there are ${known.join(", ")}` : meant}` }];
  });
  return [...given, ...missing.map((key) => ({ prop: below(key), text: "is missing" }))];
}

function wrong(value: unknown, parts: readonly Schema[], path: string): readonly PropProblem[] {
  const wanted = parts.map((part) => KINDS[resolved(part).type ?? ""] ?? "anything").join(" or ");
  return [{ prop: path === "" ? "props" : path, text: `is ${said(value)}; ${wanted} is wanted` }];
}

function meantBy(written: string, known: readonly string[]): string {
  const near = nearestKey(written, known);
  return near === undefined ? "" : `; is "${near}" meant?`;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}

function said(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return isObject(value) ? "a section" : typeof value === "string" ? `"${value}"` : String(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
