import { failedWith, type JsonObject } from "../api";
import { integer, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

function floatingIpOf(id: string | number, { api }: VerbContext): Promise<JsonObject | undefined> {
  return api.find(`/floating_ips/${id}`, "floating_ip");
}

/** The address and its server, which must both be there. */
async function read(id: string | number, context: VerbContext): Promise<Found | undefined> {
  const ip = await floatingIpOf(id, context);
  if (typeof ip?.["server"] !== "number") return undefined;
  const server = await context.api.find(`/servers/${ip["server"]}`, "server");
  if (server === undefined) return undefined;
  return { id: String(id), floating_ip_id: Number(id), server_id: ip["server"] };
}

function assign(id: string | number, server: number, { api }: VerbContext): Promise<unknown> {
  return api.act(`/floating_ips/${id}/actions/assign`, { server });
}

/** `hcloud_floating_ip_assignment`: named by the address. */
export const floatingIpAssignment: Verbs = {
  create: async (plan, context) => {
    const id = integer(plan, "floating_ip_id");
    await assign(id, integer(plan, "server_id"), context);
    return (await read(id, context)) ?? { id: String(id) };
  },
  read: (state, context) => read(text(state, "id"), context),
  update: async (state, plan, context) => {
    const id = text(state, "id");
    if ((await floatingIpOf(id, context)) === undefined) return undefined;
    await assign(id, integer(plan, "server_id"), context);
    return read(id, context);
  },
  delete: async (state, context) => {
    const id = text(state, "id");
    const ip = await floatingIpOf(id, context);
    if (typeof ip?.["server"] !== "number") return;
    try {
      await context.api.act(`/floating_ips/${id}/actions/unassign`, {});
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
};
