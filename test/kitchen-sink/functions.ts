/** The functions of the kitchen sink. */
import { defineFunction } from "../../provider-bridge/framework/contract/define-function";
import { type FunctionDefinition, FunctionError } from "../../provider-bridge/framework/contract/function-definition";
import type { Lazy } from "../../provider-bridge/framework/contract/provider";
import { types } from "../../provider-bridge/framework/schema/types";
import { numberText } from "../../provider-bridge/framework/values/decimal";
import { nullableString } from "./attributes";
import { quotient } from "./quotient";

const joinAll = defineFunction({
  summary: "Joins parts",
  description: "Joins any number of parts.",
  parameters: [{ name: "sep", type: types.string, description: "Between the parts." }],
  variadic: { name: "parts", type: types.string, description: "" },
  returns: types.string,
  call: (sep, parts) => {
    const bad = parts.indexOf("bad");
    if (bad >= 0) throw new FunctionError('a part must not be "bad"', bad + 1);
    return parts.join(sep);
  },
});

const echo = defineFunction({
  summary: "Gives back what it gets",
  description: "",
  parameters: [{ name: "value", type: types.dynamic, description: "", allowNull: true }],
  returns: types.dynamic,
  call: (value) => value,
});

const nullable = defineFunction({
  summary: "Tells null from the rest",
  description: "",
  parameters: [{ name: "value", type: types.string, description: "", allowNull: true }],
  returns: types.string,
  call: (value) => (value === null ? "it is null" : `it is ${value}`),
});

const divide = defineFunction({
  summary: "Divides",
  description: "",
  parameters: [
    { name: "a", type: types.number, description: "" },
    { name: "b", type: types.number, description: "" },
  ],
  returns: types.number,
  call: (a, b) => {
    if (Number(numberText(b)) === 0) throw new FunctionError("b must not be zero", 1);
    return quotient(a, b);
  },
});

const fail = defineFunction({
  summary: "Always fails",
  description: "",
  deprecated: "Use something that works.",
  parameters: [{ name: "text", type: types.string, description: "" }],
  returns: types.bool,
  call: (text) => {
    throw new FunctionError(text);
  },
});

const thing = types.object({ name: types.string, tags: types.map(nullableString) });

const shape = defineFunction({
  summary: "Makes tags upper case",
  description: "",
  parameters: [{ name: "thing", type: thing, description: "" }],
  returns: thing,
  call: ({ name, tags }) => ({
    name,
    tags:
      tags === null
        ? null
        : Object.fromEntries(Object.entries(tags).map(([key, tag]) => [key, tag?.toUpperCase() ?? null])),
  }),
});

const total = defineFunction({
  summary: "Adds up",
  description: "",
  parameters: [
    { name: "numbers", type: types.list(types.int64), description: "" },
    { name: "more", type: types.set(types.int64), description: "", allowNull: true },
  ],
  returns: types.int64,
  call: (numbers, more) => [...numbers, ...(more ?? [])].reduce((sum, number) => sum + number, 0n),
});

/** Every function, by name. */
export const functions: Readonly<Record<string, Lazy<FunctionDefinition>>> = {
  join_all: () => joinAll,
  echo: () => echo,
  nullable: () => nullable,
  divide: () => divide,
  fail: () => fail,
  shape: () => shape,
  total: () => total,
};
