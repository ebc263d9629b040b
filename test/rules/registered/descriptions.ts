import type { FunctionDefinition } from "../../../provider-bridge/framework/contract/function-definition";
import { attribute } from "../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../provider-bridge/framework/schema/block";
import { nested } from "../../../provider-bridge/framework/schema/nested-builder";
import { types } from "../../../provider-bridge/framework/schema/types";
import type { RegisteredRule } from "./registered-rule";
import { fieldsOf, registeredSchemas } from "./registered-schemas";
import { sampleProvider } from "./sample-provider";

const text = (description: string) => attribute(types.string, { optional: true, description });

/** The documentation is made of descriptions and nothing else. */
export const descriptions: RegisteredRule = {
  title: "Everything registered is described, in sentences",
  check: (provider) => [
    ...registeredSchemas(provider).flatMap(({ label, schema }) => [
      ...problems(label, schema.description),
      ...fieldsOf(schema).flatMap(({ path, declared }) => problems(`${label}: ${path}`, declared.description)),
    ]),
    ...[...provider.functions].flatMap(([name, load]) => functionProblems(`function ${name}`, load())),
  ],
  sample: sampleProvider({
    description: "",
    attributes: {
      good: text("Sentence. `code` too."),
      empty: text(""),
      nest: nested.list({ description: "Fine.", optional: true, attributes: { inner: text("no sentence.") } }),
    },
    blocks: { box: block.list({ description: "No full stop" }) },
    function: {
      summary: "",
      description: "Fine.",
      parameters: [{ name: "whom", type: types.string, description: "" }],
      returns: types.string,
      call: () => "",
    },
  }),
  found: [
    "resource example_thing: has no description",
    "resource example_thing: empty: has no description",
    "resource example_thing: nest.inner: is not described in sentences",
    "resource example_thing: box: is not described in sentences",
    "function greet: has no summary",
    "function greet: whom: has no description",
  ],
};

function problems(label: string, description: string): readonly string[] {
  if (description.trim() === "") return [`${label}: has no description`];
  return /^[A-Z`"\d].*[.)]$/s.test(description) ? [] : [`${label}: is not described in sentences`];
}

function functionProblems(label: string, definition: FunctionDefinition): readonly string[] {
  const parameters = [...definition.parameters, ...(definition.variadic === undefined ? [] : [definition.variadic])];
  return [
    ...(definition.summary.trim() === "" ? [`${label}: has no summary`] : []),
    ...problems(label, definition.description),
    ...parameters.flatMap(({ name, description }) => problems(`${label}: ${name}`, description)),
  ];
}
