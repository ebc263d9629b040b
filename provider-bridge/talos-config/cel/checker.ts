import { CelError, type CelNode } from "./ast";
import { type CelEnvironment, fieldType } from "./environments";
import { callType } from "./functions";
import { type CelType, fits, join, typeName } from "./types";

const ordered = ["bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration", "dyn"];
const arithmetic: Readonly<Record<string, readonly string[]>> = {
  "+": ["int", "uint", "double", "string", "bytes", "duration"],
  "-": ["int", "uint", "double", "duration"],
  "*": ["int", "uint", "double"],
  "/": ["int", "uint", "double"],
  "%": ["int", "uint"],
};

/** The type of an expression in an environment; throws CelError where types do not fit. */
export function checkCel(node: CelNode, environment: CelEnvironment): CelType {
  switch (node.kind) {
    case "literal":
      return node.type;
    case "ident": {
      const found = environment.variables.get(node.name);
      if (found === undefined) throw new CelError(`"${node.name}" is not known here`, node.at);
      return found;
    }
    case "select":
      return selectType(checkCel(node.operand, environment), node.field, node.optional, node.at);
    case "index":
      return indexType(checkCel(node.operand, environment), checkCel(node.index, environment), node.at);
    case "call":
      return callType(node, environment, checkCel);
    case "unary":
      return unaryType(node.operator, checkCel(node.operand, environment), node.at);
    case "binary":
      return binaryType(node.operator, checkCel(node.left, environment), checkCel(node.right, environment), node.at);
    case "conditional": {
      expect(checkCel(node.condition, environment), "bool", node.at);
      const yes = checkCel(node.yes, environment);
      const no = checkCel(node.no, environment);
      if (!fits(yes, no)) throw new CelError(`the branches are ${typeName(yes)} and ${typeName(no)}`, node.at);
      return yes === "dyn" ? no : yes;
    }
    case "list":
      return { kind: "list", of: join(node.items.map((item) => checkCel(item, environment))) };
    case "map":
      return {
        kind: "map",
        key: join(node.entries.map(([key]) => checkCel(key, environment))),
        value: join(node.entries.map(([, value]) => checkCel(value, environment))),
      };
  }
}

/** Throws CelError unless the type fits. */
function expect(type: CelType, wanted: CelType, at: number): void {
  if (!fits(type, wanted)) throw new CelError(`${typeName(wanted)} is expected, not ${typeName(type)}`, at);
}

function selectType(operand: CelType, field: string, optional: boolean, at: number): CelType {
  const wrap = (type: CelType): CelType => (optional ? { kind: "optional", of: type } : type);
  if (operand === "dyn") return wrap("dyn");
  if (typeof operand === "string") throw new CelError(`${operand} has no fields`, at);
  if (operand.kind === "map") return wrap(operand.value);
  if (operand.kind === "optional") return { kind: "optional", of: selectType(operand.of, field, false, at) };
  if (operand.kind === "list") throw new CelError(`${typeName(operand)} has no fields`, at);
  const type = fieldType(operand.name, field);
  if (type === undefined) throw new CelError(`"${operand.name}" has no field "${field}"`, at);
  return wrap(type);
}

function indexType(operand: CelType, index: CelType, at: number): CelType {
  if (operand === "dyn") return "dyn";
  if (typeof operand !== "string" && operand.kind === "list") {
    expect(index, "int", at);
    return operand.of;
  }
  if (typeof operand !== "string" && operand.kind === "map") {
    expect(index, operand.key, at);
    return operand.value;
  }
  throw new CelError(`${typeName(operand)} cannot be indexed`, at);
}

function unaryType(operator: string, operand: CelType, at: number): CelType {
  if (operator === "!") {
    expect(operand, "bool", at);
    return "bool";
  }
  if (operand !== "int" && operand !== "double" && operand !== "dyn")
    throw new CelError(`${typeName(operand)} has no negative`, at);
  return operand;
}

function binaryType(operator: string, left: CelType, right: CelType, at: number): CelType {
  const both = `${typeName(left)} and ${typeName(right)}`;
  switch (operator) {
    case "&&":
    case "||":
      expect(left, "bool", at);
      expect(right, "bool", at);
      return "bool";
    case "==":
    case "!=":
      if (!fits(left, right)) throw new CelError(`${both} cannot be compared`, at);
      return "bool";
    case "in":
      return inType(left, right, at);
    case "<":
    case "<=":
    case ">":
    case ">=":
      if (!fits(left, right) || !isOrdered(left) || !isOrdered(right))
        throw new CelError(`${both} cannot be ordered`, at);
      return "bool";
    default:
      return arithmeticType(operator, left, right, at);
  }
}

function isOrdered(type: CelType): boolean {
  return typeof type === "string" && ordered.includes(type);
}

function inType(left: CelType, right: CelType, at: number): CelType {
  if (right === "dyn") return "bool";
  if (typeof right === "string" || (right.kind !== "list" && right.kind !== "map")) {
    throw new CelError(`${typeName(right)} is neither a list nor a map`, at);
  }
  expect(left, right.kind === "list" ? right.of : right.key, at);
  return "bool";
}

function arithmeticType(operator: string, left: CelType, right: CelType, at: number): CelType {
  if (left === "dyn" || right === "dyn") return "dyn";
  const allowed = arithmetic[operator] ?? [];
  if (typeof left === "string" && left === right && allowed.includes(left)) return left;
  const lists = typeof left !== "string" && left.kind === "list" && operator === "+";
  if (lists && fits(left, right)) return left;
  if (left === "timestamp" && right === "duration" && operator !== "*") return "timestamp";
  if (left === "timestamp" && right === "timestamp" && operator === "-") return "duration";
  throw new CelError(`"${operator}" does not work on ${typeName(left)} and ${typeName(right)}`, at);
}
