import type { Value, ValueMap } from "../../../provider-bridge/framework/values/value";
import { failedWith, type JsonObject, member, members } from "../api";
import { field } from "../legacy/field";
import { serverTargetBody, serverTargetsIn, targetValuesOf, withoutServers } from "./load-balancer-targets";
import { madeId } from "./made-id";
import { differs, flag, givenLabels, labelsValue, text, textOrNull } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** What a load balancer of an answer is, for the resource and for data sources. */
export function foundLoadBalancer(loadBalancer: JsonObject): Found {
  const [publicNet, location] = [member(loadBalancer, "public_net"), member(loadBalancer, "location")];
  const [attached] = members(loadBalancer, "private_net");
  return {
    id: String(loadBalancer["id"]),
    name: String(loadBalancer["name"]),
    load_balancer_type: String(member(loadBalancer, "load_balancer_type")["name"]),
    algorithm: [new Map<string, Value>([["type", textOrNull(member(loadBalancer, "algorithm")["type"])]])],
    ipv4: textOrNull(member(publicNet, "ipv4")["ip"]),
    ipv6: textOrNull(member(publicNet, "ipv6")["ip"]),
    labels: labelsValue(loadBalancer["labels"]),
    location: textOrNull(location["name"]),
    network_zone: textOrNull(location["network_zone"]),
    network_id: attached === undefined ? null : Number(attached["network"]),
    network_ip: attached === undefined ? null : textOrNull(attached["ip"]),
    target: targetValuesOf(loadBalancer),
    delete_protection: member(loadBalancer, "protection")["delete"] === true,
  };
}

async function find(idOrName: string, { api }: VerbContext): Promise<JsonObject | undefined> {
  return api.findByIdOrName("load_balancers", "load_balancer", idOrName);
}

/** After the first look by id or name, only the id is asked for. */
async function readAgain(path: string, { api }: VerbContext): Promise<Found | undefined> {
  const loadBalancer = await api.find(path, "load_balancer");
  return loadBalancer === undefined ? undefined : foundLoadBalancer(loadBalancer);
}

function algorithm(plan: ValueMap): string {
  const blocks = plan.get("algorithm");
  const type = Array.isArray(blocks) ? field(blocks[0] ?? null, "type") : null;
  return typeof type === "string" ? type : "";
}

function body(plan: ValueMap): JsonObject {
  const filled = (name: string) => (text(plan, name) === "" ? {} : { [name]: text(plan, name) });
  const targets = serverTargetsIn(plan.get("target") ?? null);
  return {
    name: text(plan, "name"),
    load_balancer_type: text(plan, "load_balancer_type"),
    ...(algorithm(plan) === "" ? {} : { algorithm: { type: algorithm(plan) } }),
    ...filled("location"),
    ...filled("network_zone"),
    ...givenLabels(plan),
    ...(targets.length > 0 ? { targets: targets.map(serverTargetBody) } : {}),
  };
}

async function changeTargets(path: string, state: ValueMap, plan: ValueMap, { api }: VerbContext): Promise<void> {
  const [before, after] = [state, plan].map((values) => serverTargetsIn(values.get("target") ?? null));
  const [removed, added] = [withoutServers(before ?? [], after ?? []), withoutServers(after ?? [], before ?? [])];
  if (removed.length === 0 && added.length === 0) return;
  for (const { server } of removed) {
    await api.act(`${path}/actions/remove_target`, { type: "server", server: { id: server } });
  }
  await api.find(path, "load_balancer");
  for (const target of added) await api.act(`${path}/actions/add_target`, serverTargetBody(target));
}

/** `hcloud_load_balancer`: what was imported or stored by name is found by name. */
export const loadBalancer: Verbs = {
  create: async (plan, context) => {
    const answer = await context.api.post("/load_balancers", body(plan));
    const id = madeId(answer, "load_balancer");
    const path = `/load_balancers/${id}`;
    context.made({ id });
    await context.api.waitFor(answer);
    if (flag(plan, "delete_protection")) await context.api.act(`${path}/actions/change_protection`, { delete: true });
    return (await readAgain(path, context)) ?? { id };
  },
  read: async (state, context) => {
    const loadBalancer = await find(text(state, "id"), context);
    return loadBalancer === undefined ? undefined : foundLoadBalancer(loadBalancer);
  },
  update: async (state, plan, context) => {
    const { api } = context;
    const loadBalancer = await find(text(state, "id"), context);
    if (loadBalancer === undefined) return undefined;
    const path = `/load_balancers/${String(loadBalancer["id"])}`;
    if (differs(state, plan, "name")) await api.put(path, { name: text(plan, "name") });
    if (differs(state, plan, "load_balancer_type")) {
      await api.act(`${path}/actions/change_type`, { load_balancer_type: text(plan, "load_balancer_type") });
    }
    if (algorithm(state) !== algorithm(plan)) {
      await api.act(`${path}/actions/change_algorithm`, { type: algorithm(plan) });
    }
    await changeTargets(path, state, plan, context);
    if (differs(state, plan, "labels")) await api.put(path, { labels: givenLabels(plan).labels ?? {} });
    if (differs(state, plan, "delete_protection")) {
      await api.act(`${path}/actions/change_protection`, { delete: flag(plan, "delete_protection") });
    }
    return readAgain(path, context);
  },
  /** What a delete starts is not waited for. */
  delete: async (state, context) => {
    const loadBalancer = await find(text(state, "id"), context);
    if (loadBalancer === undefined) return;
    try {
      await context.api.delete(`/load_balancers/${String(loadBalancer["id"])}`);
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
  importState: async (id) => ({ id }),
};
