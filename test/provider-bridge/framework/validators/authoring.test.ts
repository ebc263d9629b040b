import {
  keepPriorSpelling,
  requiresReplace,
  useStateForUnknown,
} from "../../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { cidrSemantics } from "../../../../provider-bridge/framework/semantics";
import {
  cidr,
  eachElement,
  eachOfSet,
  hetznerLabelKey,
  hetznerLabelValue,
  length,
  mapKeys,
  oneOf,
  range,
  size,
  unique,
} from "../../../../provider-bridge/framework/validators";
import { Decimal } from "../../../../provider-bridge/framework/values/decimal";

const example = schema({
  description: "Everything.",
  attributes: {
    id: attribute(types.string, { description: "Id.", computed: true, planModifiers: [useStateForUnknown()] }),
    name: attribute(types.string, {
      description: "Name.",
      required: true,
      validators: [length({ min: 1 }), oneOf(["a", "b"])],
      planModifiers: [requiresReplace()],
    }),
    port: attribute(types.int32, {
      description: "Port.",
      optional: true,
      validators: [range({ min: 1, max: 65535 })],
    }),
    bytes: attribute(types.int64, {
      description: "Bytes.",
      optional: true,
      validators: [range({ min: 1n }), oneOf([1n, 2n])],
    }),
    share: attribute(types.float64, { description: "Share.", optional: true, validators: [range({ max: 0.5 })] }),
    exact: attribute(types.number, {
      description: "Exact.",
      optional: true,
      validators: [range({ min: new Decimal("0.1") }), range({ min: 1 }), range({ max: 5n })],
    }),
    network: attribute(types.string, {
      description: "Network.",
      optional: true,
      semantics: cidrSemantics,
      validators: [cidr()],
      planModifiers: [keepPriorSpelling(cidrSemantics), requiresReplace()],
    }),
    sources: attribute(types.list(types.string), {
      description: "Sources.",
      optional: true,
      validators: [size({ min: 1 }), unique(), eachElement(cidr({ version: 4 }))],
    }),
    zones: attribute(types.set(types.string), {
      description: "Zones.",
      optional: true,
      validators: [eachOfSet(length({ max: 3 }))],
    }),
    labels: attribute(types.map(types.string), {
      description: "Labels.",
      optional: true,
      validators: [mapKeys(hetznerLabelKey()), eachElement(hetznerLabelValue())],
      planModifiers: [requiresReplace()],
    }),
    nodes: nested.list({
      description: "Nodes.",
      optional: true,
      attributes: { name: attribute(types.string, { description: "Name.", required: true }) },
      validators: [size({ max: 5 }), unique()],
    }),
  },
});

test("Validators, semantics and plan modifiers fit the attributes they are meant for", () => {
  expect(Object.keys(example.attributes)).toHaveLength(11);
});

test("A validator of text does not fit a number, nor one of text a list", () => {
  const number = { description: "Number.", optional: true } as const;
  // @ts-expect-error: the compiler refuses a validator of another type
  attribute(types.int32, { ...number, validators: [length({ min: 1 })] });
  // @ts-expect-error: the compiler refuses a validator of another type
  attribute(types.list(types.string), { ...number, validators: [cidr()] });
  expect(number.optional).toBe(true);
});
