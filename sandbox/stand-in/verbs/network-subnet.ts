import { ApiError, failedWith, retry } from "../api";
import { findPart, type NetworkPart, networkPart, networkPartId, refuseNoCidr } from "./network-part";
import { integer, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** How often a subnet is tried to be deleted, while servers are still being detached from it. */
const DELETE_TRIES = 50;

/** Hetzner's sentences while something is still in a subnet: there is no code for it. */
const STILL_USED = /servers are attached|network has attached resources/;

const subnetOf = (part: NetworkPart, { api }: VerbContext) => findPart(api, part, "subnets", "ip_range");

async function read(id: string, context: VerbContext): Promise<Found | undefined> {
  const part = networkPart(id);
  const subnet = part === undefined ? undefined : await subnetOf(part, context);
  if (part === undefined || subnet === undefined) return undefined;
  const vswitchId = subnet["vswitch_id"];
  return {
    id,
    network_id: part.networkId,
    ip_range: part.range,
    type: String(subnet["type"]),
    network_zone: String(subnet["network_zone"]),
    gateway: String(subnet["gateway"]),
    ...(typeof vswitchId === "number" && vswitchId !== 0 ? { vswitch_id: vswitchId } : {}),
  };
}

/** `hcloud_network_subnet`: everything in it replaces, so there is no update. */
export const networkSubnet: Verbs = {
  create: async (plan, context) => {
    const { api } = context;
    const part = { networkId: integer(plan, "network_id"), range: text(plan, "ip_range") };
    refuseNoCidr("ip_range", part.range);
    const vswitchId = integer(plan, "vswitch_id");
    const body = {
      type: text(plan, "type"),
      ip_range: part.range,
      network_zone: text(plan, "network_zone"),
      ...(vswitchId === 0 ? {} : { vswitch_id: vswitchId }),
    };
    const when = (error: unknown) => failedWith(error, "conflict", "vswitch_id_already_used");
    const answer = await retry(api, { when }, () => api.post(`/networks/${part.networkId}/actions/add_subnet`, body));
    const id = networkPartId(part);
    context.made({ id });
    await api.waitFor(answer);
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  delete: async (state, context) => {
    const { api } = context;
    const part = networkPart(text(state, "id"));
    if (part === undefined) return;
    await retry(api, { tries: DELETE_TRIES, when: passes }, async () => {
      if ((await subnetOf(part, context)) === undefined) return;
      await api.act(`/networks/${part.networkId}/actions/delete_subnet`, { ip_range: part.range });
    });
  },
  importState: async (id) => ({ id }),
};

function passes(error: unknown): boolean {
  if (failedWith(error, "conflict", "locked")) return true;
  return error instanceof ApiError && error.code === "service_error" && STILL_USED.test(error.told);
}
