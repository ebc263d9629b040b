import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { failedWith, type JsonObject } from "../api";
import { type FirewallTarget, targetBody, targetsOf, without } from "./firewall-target";
import { integer, numbersValue, texts } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** The targets of a plan or state: servers first, then selectors. */
function targetsIn(values: ValueMap): readonly FirewallTarget[] {
  return [
    ...numbersValue(values.get("server_ids")).map((server) => ({ server })),
    ...texts(values.get("label_selectors")).map((selector) => ({ selector })),
  ];
}

/** What the firewall is applied to, whoever applied it; where that is nothing, what was there before stays. */
function found(firewall: JsonObject, before: ValueMap): Found {
  const targets = targetsOf(firewall);
  const servers = targets.flatMap((target) => ("server" in target ? [target.server] : []));
  const selectors = targets.flatMap((target) => ("selector" in target ? [target.selector] : []));
  return {
    id: String(firewall["id"]),
    firewall_id: Number(firewall["id"]),
    server_ids: servers.length > 0 ? servers : (before.get("server_ids") ?? []),
    label_selectors: selectors.length > 0 ? selectors : (before.get("label_selectors") ?? []),
  };
}

async function find(id: number, { api }: VerbContext): Promise<JsonObject | undefined> {
  return api.find(`/firewalls/${id}`, "firewall");
}

async function read(before: ValueMap, context: VerbContext): Promise<Found | undefined> {
  const firewall = await find(integer(before, "firewall_id"), context);
  return firewall === undefined ? undefined : found(firewall, before);
}

/** `hcloud_firewall_attachment`: its id is the firewall's. */
export const firewallAttachment: Verbs = {
  create: async (plan, context) => {
    const [id, targets] = [integer(plan, "firewall_id"), targetsIn(plan)];
    if (targets.length === 0) {
      throw new DiagnosticError(
        "Nothing to attach the firewall to",
        'Name servers (server_ids) or selectors of labels (label_selectors) in the "hcloud_firewall_attachment".',
      );
    }
    try {
      await context.api.act(`/firewalls/${id}/actions/apply_to_resources`, { apply_to: targets.map(targetBody) });
    } catch (error) {
      if (!failedWith(error, "firewall_already_applied")) throw error;
    }
    return (await read(plan, context)) ?? { id: String(id) };
  },
  read,
  update: async (state, plan, context) => {
    const { api } = context;
    const id = integer(state, "firewall_id");
    const firewall = await find(id, context);
    if (firewall === undefined) return undefined;
    const [applied, wanted] = [targetsOf(firewall), targetsIn(plan)];
    const path = `/firewalls/${id}/actions`;
    const removed = { remove_from: without(applied, wanted).map(targetBody) };
    const added = { apply_to: without(wanted, applied).map(targetBody) };
    const answers = [
      await api.post(`${path}/remove_from_resources`, removed),
      await api.post(`${path}/apply_to_resources`, added),
    ];
    await api.waitFor({ actions: answers.flatMap(({ actions }) => (Array.isArray(actions) ? actions : [])) });
    return read(plan, context);
  },
  delete: async (state, { api }) => {
    const path = `/firewalls/${integer(state, "firewall_id")}/actions/remove_from_resources`;
    await api.act(path, { remove_from: targetsIn(state).map(targetBody) });
  },
  importState: async (id) => {
    if (/^\d+$/.test(id)) return { id, firewall_id: Number(id) };
    throw new DiagnosticError("Cannot import the firewall attachment", `Give the id of its firewall, not "${id}".`);
  },
};
