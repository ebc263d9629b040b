import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import {
  type ConfigOf,
  type KnownConfigOf,
  type PlannedOf,
  type PlanOf,
  type StateOf,
  schema,
} from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import type { Unknown } from "../../../../provider-bridge/framework/values/unknown";

const example = schema({
  description: "Everything an author can declare.",
  attributes: {
    name: attribute(types.string, { description: "Name.", required: true }),
    note: attribute(types.string, { description: "Note.", optional: true }),
    size: attribute(types.int64, { description: "Size.", default: 3n }),
    id: attribute(types.string, { description: "Id.", computed: true }),
    token: attribute(types.string, { description: "Token.", optional: true, writeOnly: true }),
    tags: attribute(types.map(types.string), { description: "Tags.", optional: true, computed: true }),
    holes: attribute(types.list(types.nullable(types.string)), { description: "May hold nulls.", optional: true }),
    point: attribute(types.object({ x: types.float64, y: types.float64 }), { description: "Point.", optional: true }),
    rules: nested.list({
      description: "Rules.",
      optional: true,
      attributes: {
        port: attribute(types.int32, { description: "Port.", required: true }),
        hash: attribute(types.string, { description: "Hash.", computed: true }),
      },
    }),
  },
  blocks: {
    settings: block.single({
      description: "Settings.",
      attributes: { region: attribute(types.string, { description: "Region.", optional: true }) },
    }),
  },
});

type Example = typeof example;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only when the two types are the same: the proof is the type check, the test below counts it. */
const same = <A, B>(proof: Equal<A, B>): Equal<A, B> => proof;

test("Types of configuration, plan and state are inferred from the schema", () => {
  const proofs = [
    same<ConfigOf<Example>["name"], string | Unknown>(true),
    same<ConfigOf<Example>["note"], string | Unknown | null>(true),
    same<ConfigOf<Example>["id"], null>(true),
    same<ConfigOf<Example>["token"], string | Unknown | null>(true),
    same<KnownConfigOf<Example>["token"], string | null>(true),
    same<KnownConfigOf<Example>["size"], bigint | null>(true),
    same<PlanOf<Example>["size"], bigint | Unknown>(true),
    same<PlanOf<Example>["token"], null>(true),
    same<PlannedOf<Example>["name"], string>(true),
    same<PlannedOf<Example>["id"], string | Unknown | null>(true),
    same<StateOf<Example>["id"], string | null>(true),
    same<StateOf<Example>["size"], bigint>(true),
    same<StateOf<Example>["tags"], Readonly<Record<string, string>> | null>(true),
    same<StateOf<Example>["holes"], readonly (string | null)[] | null>(true),
    same<ConfigOf<Example>["holes"], readonly (string | null | Unknown)[] | Unknown | null>(true),
    same<StateOf<Example>["point"], { readonly x: number | null; readonly y: number | null } | null>(true),
    same<StateOf<Example>["rules"], readonly { readonly port: number; readonly hash: string | null }[] | null>(true),
  ];
  expect(proofs).not.toContain(false);
});

test("A combination that Terraform refuses does not compile, and throws at run time", () => {
  const nothing = { description: "Neither." };
  expect(() => Reflect.apply(attribute, undefined, [types.string, nothing])).toThrow(TypeError);
  const both = { description: "Both.", required: true, computed: true };
  expect(() => Reflect.apply(attribute, undefined, [types.string, both])).toThrow(/Cannot declare/);
});

test("State is an object that an author can spread and complete", () => {
  const complete = (plan: PlannedOf<Example>): StateOf<Example> => ({
    ...plan,
    id: "1",
    tags: {},
    rules: [],
    settings: { region: "hel1" },
  });
  expect(complete).toBeInstanceOf(Function);
});

test("Validators, plan modifiers and semantics may be written in place, with the type of their attribute", () => {
  const size = attribute(types.int64, {
    description: "Size.",
    optional: true,
    computed: true,
    validators: [
      {
        description: "at least 1",
        validate: ({ value, diagnostics, path }) => {
          if (value < 1n) diagnostics.error("Too small", "It must be at least 1.", path);
        },
      },
    ],
    planModifiers: [{ description: "kept", modify: ({ state }) => ({ plan: state }) }],
    semantics: { name: "size", equal: (left, right) => left === right },
  });
  const proof: typeof size.mode extends "optional-computed" ? true : false = true;
  expect([size.mode, proof]).toEqual(["optional-computed", true]);
});
