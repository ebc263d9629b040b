import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { driftAttribute } from "../../../../provider-bridge/framework/contract/drift-attribute";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import type { ResourceDefinition } from "../../../../provider-bridge/framework/contract/resource-definition";
import { timeoutsAttribute } from "../../../../provider-bridge/framework/contract/timeouts";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { bytes, object, type Served, serve, THING, text, told } from "../../../support/served";

const d = { description: "" } as const;
/** Its default time limits. */
export const limits = { createMs: 60_000, updateMs: 120_000, deleteMs: 30_000 } as const;

/** A schema with one attribute of each kind that matters to apply. */
export const described = schema({
  description: "A thing.",
  attributes: {
    id: attribute(types.string, { ...d, computed: true }),
    name: attribute(types.string, { ...d, required: true }),
    size: attribute(types.int64, { ...d, optional: true }),
    ratio: attribute(types.float64, { ...d, optional: true }),
    secret: attribute(types.string, { ...d, optional: true, writeOnly: true }),
    ci: attribute(types.string, {
      ...d,
      optional: true,
      semantics: { name: "text", equal: (left, right) => left.toLowerCase() === right.toLowerCase() },
    }),
    ports: nested.list({
      ...d,
      optional: true,
      attributes: {
        port: attribute(types.int32, { ...d, required: true }),
        pass: attribute(types.string, { ...d, optional: true, writeOnly: true }),
      },
    }),
    drift: driftAttribute(),
    timeouts: timeoutsAttribute(limits),
  },
});
/** Its type. */
export type Described = typeof described;
/** All attributes that a test does not care about. */
export const nothing = {
  id: null,
  size: null,
  ratio: null,
  secret: null,
  ci: null,
  ports: null,
  drift: [],
  timeouts: null,
};
/** A plan to create. */
export const planned = object({ ...nothing, id: UNKNOWN, name: "a" });
/** What is stored after it. */
export const stored = object({ ...nothing, id: "1", name: "a" });

/** What a test does otherwise. */
export type Verbs = Partial<ResourceDefinition<Described>>;

/** An engine with a thing. */
export function serving(verbs: Verbs): Served {
  return serve({
    resource: defineResource<Described>({
      schema: described,
      timeouts: limits,
      create: async ({ plan }) => ({ state: { ...plan, id: "1", ports: null, drift: [] } }),
      read: async () => same(),
      delete: async () => {},
      ...verbs,
    }),
  });
}

/** What is applied. */
export interface Question {
  /** @default null: it is created */
  readonly prior?: Value;
  readonly plan: Value;
  /** @default the plan */
  readonly config?: Value;
  /** @default nothing */
  readonly privateText?: string;
  /** @default none */
  readonly identity?: Value;
}

/** What came of it, with diagnostics as text. */
export async function applyTo({ server, signal }: Served, question: Question) {
  const { prior = null, plan, config = plan } = question;
  const answer = await server.applyResourceChange(
    {
      typeName: THING,
      priorState: prior,
      plannedState: plan,
      config,
      privateBytes: bytes(question.privateText ?? ""),
      identity: question.identity,
    },
    signal,
  );
  return {
    state: answer.state,
    told: told(answer.diagnostics),
    privateText: text(answer.privateBytes),
    identity: answer.identity,
  };
}

/** The same, on an engine of its own. */
export const apply = (verbs: Verbs, question: Question) => applyTo(serving(verbs), question);
/** Lets what is already resolved happen. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));
