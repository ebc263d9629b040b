import { CelError, type CelNode } from "./ast";
import type { CelEnvironment } from "./environments";
import { type CelType, fits, join, typeName } from "./types";

type Call = Extract<CelNode, { kind: "call" }>;
type Check = (node: CelNode, environment: CelEnvironment) => CelType;

/** Conversions: name → types it takes; the result has the name's type. */
const conversions: Readonly<Record<string, readonly string[]>> = {
  int: ["int", "uint", "double", "string", "timestamp", "duration"],
  uint: ["uint", "int", "double", "string"],
  double: ["double", "int", "uint", "string"],
  string: ["string", "bool", "int", "uint", "double", "bytes", "timestamp", "duration"],
  bytes: ["bytes", "string"],
  bool: ["bool", "string"],
  duration: ["duration", "string", "int"],
  timestamp: ["timestamp", "string", "int"],
};
const stringMethods = ["startsWith", "endsWith", "contains", "matches"];
const durationMethods = ["getHours", "getMinutes", "getSeconds", "getMilliseconds"];
const macros = ["all", "exists", "exists_one", "existsOne", "map", "filter"];

/** The type of a call: macros, methods, functions of the environment and of CEL itself. Throws CelError. */
export function callType(call: Call, environment: CelEnvironment, check: Check): CelType {
  const { name, target, args, at } = call;
  if (target === undefined) return functionType(call, environment, check);
  if (macros.includes(name) && args.length >= 2) return macroType(call, target, environment, check);
  if (target.kind === "ident" && target.name === "optional") return optionalType(call, environment, check);
  const subject = check(target, environment);
  const types = args.map((arg) => check(arg, environment));
  if (stringMethods.includes(name)) return signature(name, [subject, ...types], ["string", "string", "bool"], at);
  if (name === "size") return sizeType([subject, ...types], at);
  if (durationMethods.includes(name) && types.length === 0) return signature(name, [subject], ["duration", "int"], at);
  const inner =
    typeof subject !== "string" && subject.kind === "optional" ? subject.of : subject === "dyn" ? "dyn" : undefined;
  if (inner !== undefined && name === "hasValue") return "bool";
  if (inner !== undefined && name === "value") return inner;
  if (inner !== undefined && name === "orValue") return signature(name, types, [inner, inner], at);
  if (inner !== undefined && name === "or") return signature(name, types, [subject, subject], at);
  throw new CelError(`${typeName(subject)} has no function "${name}"`, at);
}

function functionType(call: Call, environment: CelEnvironment, check: Check): CelType {
  const { name, args, at } = call;
  if (name === "has") {
    const [arg] = args;
    if (args.length !== 1 || arg?.kind !== "select") throw new CelError("has() takes a field", at);
    check(arg, environment);
    return "bool";
  }
  const types = args.map((arg) => check(arg, environment));
  const own = environment.functions.get(name);
  if (own !== undefined) return signature(name, types, own, at);
  if (name === "size") return sizeType(types, at);
  if (name === "matches") return signature(name, types, ["string", "string", "bool"], at);
  if (name === "dyn" && types.length === 1) return "dyn";
  if (name === "type" && types.length === 1) return "type";
  const from = conversions[name];
  const [type] = types;
  if (from !== undefined && types.length === 1 && type !== undefined) {
    if (type === "dyn" || (typeof type === "string" && from.includes(type))) return name;
    throw new CelError(`${typeName(type)} cannot become ${name}`, at);
  }
  throw new CelError(`there is no function "${name}" with ${types.length} arguments`, at);
}

/** Checks argument types; the last of the signature is the result. */
function signature(name: string, types: readonly CelType[], wanted: readonly CelType[], at: number): CelType {
  const parameters = wanted.slice(0, -1);
  const valid =
    types.length === parameters.length &&
    parameters.every((parameter, index) => fits(types[index] ?? "dyn", parameter));
  if (!valid) throw new CelError(`"${name}" does not take ${types.map(typeName).join(", ")}`, at);
  return wanted.at(-1) ?? "dyn";
}

function sizeType(types: readonly CelType[], at: number): CelType {
  const [type] = types;
  const sized =
    type === "string" ||
    type === "bytes" ||
    type === "dyn" ||
    (typeof type === "object" && (type.kind === "list" || type.kind === "map"));
  if (types.length !== 1 || !sized) throw new CelError(`"size" does not take ${types.map(typeName).join(", ")}`, at);
  return "int";
}

function optionalType({ name, args, at }: Call, environment: CelEnvironment, check: Check): CelType {
  const types = args.map((arg) => check(arg, environment));
  if (name === "none" && types.length === 0) return { kind: "optional", of: "dyn" };
  const [type] = types;
  if ((name === "of" || name === "ofNonZeroValue") && types.length === 1 && type !== undefined)
    return { kind: "optional", of: type };
  throw new CelError(`there is no function "optional.${name}"`, at);
}

function macroType({ name, args, at }: Call, target: CelNode, environment: CelEnvironment, check: Check): CelType {
  const range = check(target, environment);
  const [variable, ...bodies] = args;
  if (variable?.kind !== "ident") throw new CelError(`"${name}" needs a variable first`, at);
  const element =
    range === "dyn"
      ? "dyn"
      : typeof range === "string"
        ? undefined
        : range.kind === "list"
          ? range.of
          : range.kind === "map"
            ? range.key
            : undefined;
  if (element === undefined) throw new CelError(`${typeName(range)} has no elements`, at);
  const inner = { ...environment, variables: new Map([...environment.variables, [variable.name, element]]) };
  const types = bodies.map((body) => check(body, inner));
  const condition = name === "map" && types.length === 1 ? [] : types.slice(0, 1);
  if (types.length > (name === "map" ? 2 : 1)) throw new CelError(`"${name}" has too many arguments`, at);
  if (condition.some((type) => !fits(type, "bool"))) throw new CelError(`the condition of "${name}" is no bool`, at);
  if (name === "map") return { kind: "list", of: join(types.slice(-1)) };
  return name === "filter" ? { kind: "list", of: element } : "bool";
}
