import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { path } from "../../../provider-bridge/framework/values/path";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { failedWith, type JsonObject, member, members, retry } from "../api";
import { flag, integer, text, textOrNull } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** After a detach, the real provider looks so often whether the network is gone, so long apart. */
const DETACH_LOOKS = 10;
const DETACH_LOOK_MS = 2000;

const isPassing = (error: unknown) => failedWith(error, "conflict", "locked", "service_error", "no_subnet_available");

function find(id: number, { api }: VerbContext): Promise<JsonObject | undefined> {
  return api.find(`/load_balancers/${id}`, "load_balancer");
}

function attachment(loadBalancer: JsonObject, network: number): JsonObject | undefined {
  return members(loadBalancer, "private_net").find((net) => net["network"] === network);
}

function found(loadBalancer: JsonObject, network: number): Found | undefined {
  const net = attachment(loadBalancer, network);
  if (net === undefined) return undefined;
  return {
    id: `${String(loadBalancer["id"])}-${network}`,
    load_balancer_id: Number(loadBalancer["id"]),
    network_id: network,
    ip: textOrNull(net["ip"]),
    enable_public_interface: member(loadBalancer, "public_net")["enabled"] === true,
  };
}

/** A subnet's id is its network's, and its range. */
function placeOf(plan: ValueMap): { readonly network: number; readonly range: string } {
  const [network, ...range] = text(plan, "subnet_id").split("-");
  return range.length === 0
    ? { network: integer(plan, "network_id"), range: "" }
    : { network: Number(network), range: range.join("-") };
}

async function switchInterface(loadBalancer: JsonObject, plan: ValueMap, { api }: VerbContext): Promise<void> {
  const wanted = flag(plan, "enable_public_interface");
  if ((member(loadBalancer, "public_net")["enabled"] === true) === wanted) return;
  const verb = wanted ? "enable" : "disable";
  await api.act(`/load_balancers/${String(loadBalancer["id"])}/actions/${verb}_public_interface`);
}

function vanished(id: number, network: number): DiagnosticError {
  return new DiagnosticError(
    "The load balancer is not in the network any more",
    `Load balancer ${id} was to be in network ${network}, and is not there. Run "terraform plan" to see what is left.`,
  );
}

/** Switches the public interface as planned, and says what is then. */
async function finish(loadBalancer: JsonObject, network: number, plan: ValueMap, context: VerbContext): Promise<Found> {
  await switchInterface(loadBalancer, plan, context);
  const state = found(loadBalancer, network);
  if (state === undefined) throw vanished(Number(loadBalancer["id"]), network);
  return { ...state, enable_public_interface: flag(plan, "enable_public_interface") };
}

/** What is attached to this network already is taken as it is; to another one, it is an error. */
async function attach(id: number, plan: ValueMap, context: VerbContext): Promise<void> {
  const { network, range } = placeOf(plan);
  const ip = text(plan, "ip");
  const body = { network, ...(ip === "" ? {} : { ip }), ...(range === "" ? {} : { ip_range: range }) };
  const { api } = context;
  try {
    const target = `/load_balancers/${id}/actions/attach_to_network`;
    await api.waitFor(await retry(api, { when: isPassing }, () => api.post(target, body)));
  } catch (error) {
    if (!failedWith(error, "load_balancer_already_attached")) throw error;
    const loadBalancer = await find(id, context);
    if (loadBalancer === undefined || attachment(loadBalancer, network) === undefined) throw error;
  }
}

async function waitUntilDetached(id: number, network: number, context: VerbContext): Promise<void> {
  for (let looks = 0; looks < DETACH_LOOKS; looks += 1) {
    if (looks > 0) await context.api.pause(DETACH_LOOK_MS);
    const loadBalancer = await find(id, context);
    if (loadBalancer === undefined || attachment(loadBalancer, network) === undefined) return;
  }
}

/** `hcloud_load_balancer_network`: `LOAD_BALANCER-NETWORK`. */
export const loadBalancerNetwork: Verbs = {
  create: async (plan, context) => {
    const id = integer(plan, "load_balancer_id");
    await attach(id, plan, context);
    const { network } = placeOf(plan);
    const loadBalancer = await find(id, context);
    if (loadBalancer === undefined) throw vanished(id, network);
    return finish(loadBalancer, network, plan, context);
  },
  read: async (state, context) => {
    const loadBalancer = await find(integer(state, "load_balancer_id"), context);
    return loadBalancer === undefined ? undefined : found(loadBalancer, integer(state, "network_id"));
  },
  update: async (state, plan, context) => {
    const [id, network] = [integer(state, "load_balancer_id"), integer(state, "network_id")];
    const loadBalancer = await find(id, context);
    if (loadBalancer === undefined) throw vanished(id, network);
    return finish(loadBalancer, network, plan, context);
  },
  delete: async (state, context) => {
    const { api } = context;
    const [id, network] = [integer(state, "load_balancer_id"), integer(state, "network_id")];
    try {
      const target = `/load_balancers/${id}/actions/detach_from_network`;
      await api.waitFor(await retry(api, { when: isPassing }, () => api.post(target, { network })));
    } catch (error) {
      if (!failedWith(error, "not_found", "load_balancer_not_attached_to_network")) throw error;
    }
    await waitUntilDetached(id, network, context);
  },
  importState: async (id) => {
    const parts = /^(\d+)-(\d+)$/.exec(id);
    if (parts !== null) return { load_balancer_id: Number(parts[1]), network_id: Number(parts[2]) };
    throw new DiagnosticError(
      "Cannot import the load balancer's network",
      `The id "${id}" has another form: give LOAD_BALANCER_ID-NETWORK_ID.`,
      { path: path("id") },
    );
  },
};
