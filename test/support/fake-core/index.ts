/**
 * A small Terraform in memory: it does to a provider's engine what the real one does between calls (proposed state,
 * replacement, a second plan before apply) and finds the same faults with the answers.
 * Here belongs what Terraform does; never how this repository's engine does its part.
 */

import type { Diagnostic } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { ProviderServer } from "../../../provider-bridge/framework/engine/provider-server";
import { fieldsType } from "../../../provider-bridge/framework/schema/cty-type";
import type { Schema } from "../../../provider-bridge/framework/schema/schema";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { isWhollyKnown } from "../../../provider-bridge/framework/values/known";
import type { Path } from "../../../provider-bridge/framework/values/path";
import type { Value } from "../../../provider-bridge/framework/values/value";
import type { Random } from "../random";
import { planErrors } from "./plan-rules";
import { proposedState } from "./proposed-state";
import { resultErrors } from "./result-rules";
import { overTheWire } from "./wire";

/** What Terraform keeps of a resource. */
export interface Instance {
  readonly state: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}

/** What Terraform plans for a resource. */
export interface Plan {
  readonly action: "no-op" | "create" | "update" | "replace" | "delete";
  readonly planned: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}

/** A fault that Terraform would call a bug of the provider, or an error the provider itself told. */
export class CoreError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[] = []) {
    super([message, ...diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`)].join("\n"));
    this.name = "CoreError";
    this.diagnostics = diagnostics;
  }
}

const NOTHING = new Uint8Array();
const ABSENT: Instance = { state: null, privateBytes: NOTHING, identity: undefined };

/** One resource type under Terraform. */
export class FakeCore {
  readonly #server: ProviderServer;
  readonly #schema: Schema;
  readonly #typeName: string;
  readonly #random: Random;
  readonly #signal = new AbortController().signal;

  constructor(server: ProviderServer, typeName: string, schema: Schema, random: Random) {
    this.#server = server;
    this.#schema = schema;
    this.#typeName = typeName;
    this.#random = random;
  }

  /** Plans without reading first; throws {@link CoreError} for every fault. */
  async plan(instance: Instance | undefined, written: Value): Promise<Plan> {
    const prior = instance ?? ABSENT;
    if (written === null) return this.#planDelete(prior);
    const config = this.#wire(written);
    await this.#validate(config);
    const first = await this.#ask(prior, prior.state, config);
    const replaced = first.requiresReplace.filter((path) => this.#differs(path, prior.state, first.plannedState));
    if (prior.state !== null && replaced.length > 0) {
      const second = await this.#ask({ ...prior, privateBytes: first.privateBytes }, null, config);
      return {
        action: "replace",
        planned: second.plannedState,
        privateBytes: second.privateBytes,
        identity: undefined,
      };
    }
    const { plannedState: planned, privateBytes, identity } = first;
    const same = valuesEqual(fieldsType(this.#schema), prior.state, planned);
    return { action: prior.state === null ? "create" : same ? "no-op" : "update", planned, privateBytes, identity };
  }

  /** Carries out a plan with the configuration known by now; answers what is stored then. */
  async apply(instance: Instance | undefined, plan: Plan, config: Value): Promise<Instance | undefined> {
    const prior = instance ?? ABSENT;
    if (plan.action === "no-op") return prior;
    if (plan.action === "delete") return this.#change(prior, plan, null);
    if (plan.action === "replace") {
      await this.#change(prior, { ...plan, action: "delete", planned: null }, null);
      return this.apply(undefined, { ...plan, action: "create" }, config);
    }
    const again = await this.plan(instance, config);
    if (again.action !== plan.action && again.action !== "no-op") {
      throw new CoreError(`Provider produced inconsistent final plan: ${plan.action} became ${again.action}`);
    }
    const errors = resultErrors(this.#schema, plan.planned, again.planned);
    if (errors.length > 0) throw new CoreError(`Provider produced inconsistent final plan:\n${errors.join("\n")}`);
    return again.action === "no-op" ? prior : this.#change(prior, again, config);
  }

  /** What is stored after a look at the real thing; undefined where it is gone. */
  async refresh(instance: Instance): Promise<Instance | undefined> {
    const request = { ...instance, typeName: this.#typeName, state: this.#wire(instance.state) };
    const { state, privateBytes, identity, diagnostics } = await this.#server.readResource(request, this.#signal);
    this.#refuse("read", diagnostics);
    if (state === null) return undefined;
    if (!isWhollyKnown(state)) throw new CoreError("Provider produced invalid object: unknown after read");
    return { state: this.#wire(state), privateBytes, identity };
  }

  async #validate(config: Value): Promise<void> {
    const request = { typeName: this.#typeName, config: this.#wire(config), writeOnlyAttributesAllowed: true };
    this.#refuse("validate", await this.#server.validateResourceConfig(request, this.#signal));
  }

  async #planDelete(prior: Instance): Promise<Plan> {
    const answer = await this.#server.planResourceChange(
      { ...prior, typeName: this.#typeName, priorState: this.#wire(prior.state), proposedState: null, config: null },
      this.#signal,
    );
    this.#refuse("plan", answer.diagnostics);
    if (answer.plannedState !== null) throw new CoreError("Provider produced invalid plan: no null for a destroy");
    return { action: "delete", planned: null, privateBytes: answer.privateBytes, identity: answer.identity };
  }

  async #ask({ privateBytes, identity }: Instance, prior: Value, config: Value) {
    const proposed = proposedState(this.#schema, prior, config);
    const answer = await this.#server.planResourceChange(
      {
        typeName: this.#typeName,
        priorState: this.#wire(prior),
        proposedState: this.#wire(proposed),
        config: this.#wire(config),
        privateBytes,
        identity,
      },
      this.#signal,
    );
    this.#refuse("plan", answer.diagnostics);
    const plannedState = this.#wire(answer.plannedState);
    const errors = planErrors(this.#schema, prior, config, plannedState);
    if (errors.length > 0) throw new CoreError(`Provider produced invalid plan:\n${errors.join("\n")}`);
    return { ...answer, plannedState };
  }

  async #change(prior: Instance, plan: Plan, config: Value): Promise<Instance | undefined> {
    const create = plan.action === "create";
    const answer = await this.#server.applyResourceChange(
      {
        typeName: this.#typeName,
        priorState: create ? null : this.#wire(prior.state),
        plannedState: this.#wire(plan.planned),
        config: this.#wire(config),
        privateBytes: plan.privateBytes,
        identity: plan.identity,
      },
      this.#signal,
    );
    this.#refuse(plan.action, answer.diagnostics);
    if (plan.planned === null) {
      if (answer.state !== null) throw new CoreError("Provider returned invalid result object: no null after a delete");
      return undefined;
    }
    if (!isWhollyKnown(answer.state))
      throw new CoreError("Provider returned invalid result object: unknown after apply");
    const errors = resultErrors(this.#schema, plan.planned, answer.state);
    if (errors.length > 0)
      throw new CoreError(`Provider produced inconsistent result after apply:\n${errors.join("\n")}`);
    return { state: this.#wire(answer.state), privateBytes: answer.privateBytes, identity: answer.identity };
  }

  #differs(path: Path, prior: Value, planned: Value): boolean {
    const [step] = path;
    if (step?.kind !== "attribute")
      throw new CoreError("A path that needs a new resource does not begin with an attribute");
    const type = fieldsType(this.#schema).attributes.get(step.name);
    if (type === undefined) throw new CoreError(`A path that needs a new resource is not in the schema: ${step.name}`);
    const of = (value: Value) => (value instanceof Map ? (value.get(step.name) ?? null) : null);
    return !valuesEqual(type, of(prior), of(planned));
  }

  #refuse(what: string, diagnostics: readonly Diagnostic[]): void {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new CoreError(`The provider told errors on ${what}`, errors);
  }

  #wire(value: Value): Value {
    return overTheWire(fieldsType(this.#schema), value, this.#random);
  }
}
