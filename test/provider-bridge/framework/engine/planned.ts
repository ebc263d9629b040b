import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import type { Resource } from "../../../../provider-bridge/framework/contract/resource";
import type { ModifyPlanRequest } from "../../../../provider-bridge/framework/contract/resource-definition";
import type { PlanOf, Schema } from "../../../../provider-bridge/framework/schema/schema";
import { pathText } from "../../../../provider-bridge/framework/values/path";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { bytes, serve, THING, text, told } from "../../../support/served";

/** What a resource can do beside being planned. */
export interface Extras<S extends Schema> {
  /** Whether it can be updated. @default true */
  readonly update?: false;
  /** @default none */
  readonly modifyPlan?: (request: ModifyPlanRequest<S>) => PlanOf<S> | undefined;
}

/** A resource with this schema; its verbs are never called while planning. */
export function planned<S extends Schema>(described: S, { update, modifyPlan }: Extras<S> = {}): Resource {
  const never = async () => Promise.reject(new Error("Not while planning"));
  return defineResource<S>({
    schema: described,
    create: never,
    read: async () => same(),
    delete: never,
    ...(update === false ? {} : { update: never }),
    ...(modifyPlan === undefined ? {} : { modifyPlan }),
  });
}

/** What is planned. */
export interface Question {
  readonly config: Value;
  /** @default null: it is created */
  readonly prior?: Value;
  /** @default the configuration */
  readonly proposed?: Value;
  /** @default nothing */
  readonly privateText?: string;
  /** @default none */
  readonly identity?: Value;
}

/** The plan, its paths and diagnostics as text. */
export async function plan(resource: Resource, question: Question) {
  const { server, signal } = serve({ resource });
  const { config, prior = null, proposed = config } = question;
  const answer = await server.planResourceChange(
    {
      typeName: THING,
      config,
      priorState: prior,
      proposedState: proposed,
      privateBytes: bytes(question.privateText ?? ""),
      identity: question.identity,
    },
    signal,
  );
  return {
    plan: answer.plannedState,
    replace: answer.requiresReplace.map(pathText),
    told: told(answer.diagnostics),
    privateText: text(answer.privateBytes),
    identity: answer.identity,
  };
}
