import type { AppliedValue, Resource } from "../contract/resource";
import type { TimedVerb } from "../contract/timeouts";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { type AppliedState, checkedResult } from "./checked-result";
import { type Outcome, runOperation } from "./operation";
import { onlyTimeLimitsChange } from "./planning";
import { PrivateData } from "./private-data";
import { resourceOf } from "./served";
import { timeLimitMs } from "./time-limit";

/** A planned change to carry out: null prior state for create, null planned state for delete. */
export interface ApplyResourceChangeRequest {
  readonly typeName: string;
  readonly priorState: Value;
  readonly plannedState: Value;
  readonly config: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
}

/** State after the change; with errors, what is to be saved all the same (null keeps the prior state or saves nothing). */
export interface ApplyResourceChangeResponse {
  readonly state: Value;
  readonly privateBytes: Uint8Array;
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type Applied = Omit<ApplyResourceChangeResponse, "diagnostics">;

/** Carries out a planned change. */
export async function applyResourceChange(call: Call, request: ApplyResourceChangeRequest): Promise<Applied> {
  const { priorState, plannedState, typeName, privateBytes, identity } = request;
  const verb: TimedVerb = priorState === null ? "create" : plannedState === null ? "delete" : "update";
  const unchanged: Applied = { state: priorState, privateBytes, identity };
  return attempt(call, `${verb} ${typeName}`, unchanged, () => {
    const apply = new Applying(call, request, resourceOf(call.engine.provider, typeName), verb);
    if (verb === "create") return apply.create();
    return verb === "delete" ? apply.delete() : apply.update();
  });
}

class Applying {
  readonly #call: Call;
  readonly #request: ApplyResourceChangeRequest;
  readonly #resource: Resource;
  readonly #verb: TimedVerb;
  readonly #privateState: PrivateData;

  constructor(call: Call, request: ApplyResourceChangeRequest, resource: Resource, verb: TimedVerb) {
    this.#call = call;
    this.#request = request;
    this.#resource = resource;
    this.#verb = verb;
    this.#privateState = new PrivateData(request.privateBytes, call.engine.log);
  }

  get #what(): string {
    return `${this.#verb} ${this.#request.typeName}`;
  }

  /** Where nothing is to be saved: what was there before stays, with its private state and identity. */
  get #unchanged(): Applied {
    const { priorState, privateBytes, identity } = this.#request;
    return { state: priorState, privateBytes, identity };
  }

  /** A create that fails saves nothing, unless its author says that the half is worth deleting. */
  async create(): Promise<Applied> {
    const { config, plannedState: plan } = this.#request;
    const context = { privateState: this.#privateState };
    const outcome = await this.#run(plan, (operation) =>
      this.#resource.create({ config, plan }, { ...operation, ...context }),
    );
    if (!outcome.done) return this.#unchanged;
    const applied = this.#check(outcome.value);
    if (this.#call.diagnostics.hasErrors && !outcome.value.saveDespiteErrors) return this.#unchanged;
    return this.#saved(applied);
  }

  /** An update that throws leaves the prior state; one that answers with errors saves how far it came. */
  async update(): Promise<Applied> {
    const { config, plannedState: plan, priorState: state, identity } = this.#request;
    const { update } = this.#resource;
    if (update === undefined) return this.#withoutUpdate();
    const context = { privateState: this.#privateState };
    const outcome = await this.#run(plan, (operation) =>
      update({ config, plan, state, identity }, { ...operation, ...context }),
    );
    return outcome.done ? this.#saved(this.#check(outcome.value)) : this.#unchanged;
  }

  #withoutUpdate(): Applied {
    const { priorState, plannedState, typeName } = this.#request;
    if (onlyTimeLimitsChange(this.#resource, priorState, plannedState))
      return { ...this.#unchanged, state: plannedState };
    this.#call.diagnostics.error(
      `Cannot ${this.#what}: it has no update`,
      `A resource of type ${typeName} cannot be changed, only replaced. Run a new plan; if it says the same, this is a bug of the provider, please report it.`,
    );
    return this.#unchanged;
  }

  async delete(): Promise<Applied> {
    const { priorState: state, identity } = this.#request;
    const context = { privateState: this.#privateState };
    const outcome = await this.#run(state, (operation) =>
      this.#resource.delete({ state, identity }, { ...operation, ...context }),
    );
    if (!outcome.done || this.#call.diagnostics.hasErrors) return this.#unchanged;
    return { state: null, privateBytes: new Uint8Array(), identity: undefined };
  }

  #run<T>(
    limits: Value,
    body: (context: Parameters<Parameters<typeof runOperation<T>>[2]>[0]) => Promise<T>,
  ): Promise<Outcome<T>> {
    const { engine, signal, diagnostics } = this.#call;
    const timeoutMs = timeLimitMs(this.#resource, this.#verb, limits);
    return runOperation(engine, { what: this.#what, signal, timeoutMs, diagnostics }, body);
  }

  #check(applied: AppliedValue): AppliedState {
    const { plannedState: plan } = this.#request;
    const identity = this.#verb === "create" ? undefined : this.#request.identity;
    return checkedResult(this.#call, { what: this.#what, resource: this.#resource, plan, identity, applied });
  }

  #saved(applied: AppliedState): Applied {
    return { ...applied, privateBytes: this.#privateState.bytes() };
  }
}
