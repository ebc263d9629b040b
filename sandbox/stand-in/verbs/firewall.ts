import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";
import { failedWith, type JsonObject, members, retry } from "../api";
import { ruleBody, ruleValue, sameRules } from "./firewall-rule";
import { type FirewallTarget, targetBody, targetsIn, targetsOf, targetValue, without } from "./firewall-target";
import { madeId } from "./made-id";
import { differs, givenLabels, labelsValue, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** How often the real provider tries to delete a firewall that is still in use. */
const DELETE_TRIES = 10;

/** What is known of a firewall of an answer, for the resource and for data sources. */
export function foundFirewall(firewall: JsonObject): Found {
  return {
    id: String(firewall["id"]),
    name: String(firewall["name"]),
    labels: labelsValue(firewall["labels"]),
    rule: members(firewall, "rules").map(ruleValue),
    apply_to: targetsOf(firewall).map(targetValue),
  };
}

async function read(id: string, { api }: VerbContext): Promise<Found | undefined> {
  if (!/^\d+$/.test(id)) return undefined;
  const firewall = await api.find(`/firewalls/${id}`, "firewall");
  return firewall === undefined ? undefined : foundFirewall(firewall);
}

function bodies(targets: readonly FirewallTarget[]): readonly JsonObject[] {
  return targets.map(targetBody);
}

function rulesOf(plan: ValueMap): readonly JsonObject[] {
  const rules = plan.get("rule");
  return Array.isArray(rules) ? rules.map((rule: Value) => ruleBody(rule)) : [];
}

async function changeTargets(path: string, state: ValueMap, plan: ValueMap, { api }: VerbContext): Promise<void> {
  const [before, after] = [targetsIn(state.get("apply_to") ?? null), targetsIn(plan.get("apply_to") ?? null)];
  const [removed, added] = [without(before, after), without(after, before)];
  if (removed.length > 0) await api.act(`${path}/actions/remove_from_resources`, { remove_from: bodies(removed) });
  if (added.length > 0) await api.act(`${path}/actions/apply_to_resources`, { apply_to: bodies(added) });
}

/**
 * `hcloud_firewall`. As in the real provider, the last rule is never taken away: the API is told of rules only where there
 * are some. Unlike there, rules that do not change are left alone, whatever else changes.
 */
export const firewall: Verbs = {
  create: async (plan, context) => {
    const [rules, targets] = [rulesOf(plan), targetsIn(plan.get("apply_to") ?? null)];
    const body = {
      name: text(plan, "name"),
      ...givenLabels(plan),
      ...(rules.length > 0 ? { rules } : {}),
      ...(targets.length > 0 ? { apply_to: bodies(targets) } : {}),
    };
    const id = madeId(await context.api.act("/firewalls", body), "firewall");
    context.made({ id });
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  update: async (state, plan, context) => {
    const id = text(state, "id");
    const path = `/firewalls/${id}`;
    if ((await read(id, context)) === undefined) return undefined;
    if (differs(state, plan, "name")) await context.api.put(path, { name: text(plan, "name") });
    const rules = rulesOf(plan);
    if (rules.length > 0 && !sameRules(state.get("rule") ?? null, plan.get("rule") ?? null)) {
      await context.api.act(`${path}/actions/set_rules`, { rules });
    }
    if (differs(state, plan, "labels")) await context.api.put(path, { labels: givenLabels(plan).labels ?? {} });
    await changeTargets(path, state, plan, context);
    return read(id, context);
  },
  delete: async (state, { api }) => {
    const path = `/firewalls/${text(state, "id")}`;
    const firewall = await api.find(path, "firewall");
    if (firewall === undefined) return;
    const applied = members(firewall, "applied_to");
    if (applied.length > 0) await api.act(`${path}/actions/remove_from_resources`, { remove_from: applied });
    const inUse = (error: unknown) => failedWith(error, "conflict", "resource_in_use");
    try {
      await retry(api, { tries: DELETE_TRIES, when: inUse }, () => api.delete(path));
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
  importState: async (id) => ({ id }),
};
