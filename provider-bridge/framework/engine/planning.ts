import { DRIFT, hasDrift, withDrift } from "../contract/drift-attribute";
import type { Resource } from "../contract/resource";
import { TIMEOUTS } from "../contract/timeouts";
import { field } from "../plan/aligned";
import { planViolations } from "../plan/check-plan";
import { withDefaults } from "../plan/defaults";
import { markUnknown } from "../plan/mark-unknown";
import { modifyAttributes } from "../plan/modify-attributes";
import { changedRoots, sortedPaths } from "../plan/replace-paths";
import { fieldsType } from "../schema/cty-type";
import { valuesEqual } from "../values/equal";
import { type Path, ROOT } from "../values/path";
import type { Value } from "../values/value";
import { typeViolations } from "./answer-violations";
import type { Call } from "./attempt";
import { runOperation } from "./operation";
import type { PrivateData } from "./private-data";
import { tellViolations } from "./provider-bug";

/** What is planned: a resource in configuration, prior state and proposed state. */
export interface PlanInput {
  readonly what: string;
  readonly resource: Resource;
  readonly config: Value;
  readonly prior: Value;
  readonly proposed: Value;
  readonly identity: Value | undefined;
  readonly privateState: PrivateData;
}

/** What was planned, and which changes need a new resource. */
export interface PlanOutput {
  readonly plan: Value;
  readonly replace: readonly Path[];
}

/** Plans in the order that Terraform's users know; undefined where there are errors. */
export async function makePlan(call: Call, input: PlanInput): Promise<PlanOutput | undefined> {
  const planning = new Planning(call, input);
  return planning.run();
}

/** A plan on its way: each step changes it. */
class Planning {
  readonly #call: Call;
  readonly #input: PlanInput;
  readonly #replace: Path[] = [];
  #plan: Value;

  constructor(call: Call, input: PlanInput) {
    this.#call = call;
    this.#input = input;
    this.#plan = input.proposed;
  }

  async run(): Promise<PlanOutput | undefined> {
    if (this.#input.proposed !== null) this.#planAttributes();
    if (this.#call.diagnostics.hasErrors || !(await this.#modifyPlan())) return undefined;
    if (this.#input.proposed !== null) this.#replaceForWantOfUpdate();
    this.#check();
    if (this.#call.diagnostics.hasErrors) return undefined;
    return { plan: this.#plan, replace: sortedPaths(this.#replace) };
  }

  get #values() {
    const { config, prior } = this.#input;
    return { config, prior, plan: this.#plan };
  }

  /** Defaults, unknowns where something changes, plan modifiers. */
  #planAttributes(): void {
    const { prior, resource } = this.#input;
    const { schema } = resource;
    this.#plan = withDefaults(schema, this.#values);
    this.#settleDrift(false);
    if (this.#changed() && !onlyTimeLimitsChange(resource, prior, this.#plan)) {
      this.#plan = markUnknown(schema, this.#values);
      this.#settleDrift(true);
    }
    this.#plan = modifyAttributes(schema, this.#values, ROOT, {
      operation: prior === null ? "create" : "update",
      diagnostics: this.#call.diagnostics,
      requireReplace: (path) => this.#replace.push(path),
    });
  }

  #changed(): boolean {
    return !valuesEqual(fieldsType(this.#input.resource.schema), this.#input.prior, this.#plan);
  }

  /**
   * Drift that Read found is planned away, which shows as a change. Not where no update could do it; and a state from before
   * the attribute existed (null) is no change by itself.
   */
  #settleDrift(changed: boolean): void {
    const { prior, resource } = this.#input;
    if (!hasDrift(resource.schema) || !(this.#plan instanceof Map) || prior === null) return;
    const stored = field(prior, DRIFT);
    const isKept = resource.update === undefined || (stored === null && !changed);
    this.#plan = withDrift(this.#plan, isKept ? stored : []);
  }

  /** The author's own changes; false where they failed. */
  async #modifyPlan(): Promise<boolean> {
    const { what, resource, config, prior, identity, privateState } = this.#input;
    const { modifyPlan } = resource;
    if (modifyPlan === undefined) return true;
    const { engine, signal, diagnostics } = this.#call;
    const plan = this.#plan;
    const operation = plan === null ? "delete" : prior === null ? "create" : "update";
    const requireReplace = (path: Path) => this.#replace.push(path);
    const outcome = await runOperation(engine, { what, signal, diagnostics }, (context) =>
      modifyPlan({ operation, config, state: prior, plan, identity, requireReplace }, { ...context, privateState }),
    );
    if (!outcome.done || diagnostics.hasErrors) return false;
    if (outcome.value !== undefined) this.#plan = outcome.value;
    return true;
  }

  #replaceForWantOfUpdate(): void {
    const { prior, resource } = this.#input;
    if (resource.update !== undefined || prior === null || !this.#changed()) return;
    if (onlyTimeLimitsChange(resource, prior, this.#plan)) return;
    this.#replace.push(...changedRoots(resource.schema, prior, this.#plan));
  }

  #check(): void {
    const { what, resource, config, prior, proposed } = this.#input;
    const values = { config: proposed === null ? null : config, prior, plan: this.#plan };
    const misfits = this.#plan === proposed ? [] : typeViolations(fieldsType(resource.schema), this.#plan);
    const broken = misfits.length > 0 ? misfits : planViolations(resource.schema, values, this.#replace);
    tellViolations(this.#call.diagnostics, what, broken);
  }
}

/** Whether a resource that cannot be updated differs in nothing but `timeouts`, which needs no new one. */
export function onlyTimeLimitsChange(resource: Resource, prior: Value, plan: Value): boolean {
  const { schema, update } = resource;
  if (update !== undefined || schema.attributes[TIMEOUTS] === undefined) return false;
  if (!(prior instanceof Map) || !(plan instanceof Map)) return false;
  const before = new Map<string, Value>(prior).set(TIMEOUTS, field(plan, TIMEOUTS));
  return valuesEqual(fieldsType(schema), before, plan);
}
