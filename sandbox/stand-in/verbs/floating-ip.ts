import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { type Api, failedWith, type JsonObject, member } from "../api";
import { differs, flag, givenLabels, integer, labelsValue, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** A floating IP of the API as attributes; a network and a server only where it has them. */
export function foundFloatingIp(ip: JsonObject): Found {
  const address = String(ip["ip"]);
  const isV6 = ip["type"] === "ipv6";
  return {
    id: String(ip["id"]),
    type: String(ip["type"]),
    name: String(ip["name"]),
    description: String(ip["description"] ?? ""),
    home_location: String(member(ip, "home_location")["name"]),
    ip_address: isV6 ? address.replace(/\/\d+$/, "") : address,
    ...(isV6 ? { ip_network: address } : {}),
    ...(typeof ip["server"] === "number" ? { server_id: ip["server"] } : {}),
    labels: labelsValue(ip["labels"]),
    delete_protection: member(ip, "protection")["delete"] === true,
  };
}

async function read(id: string, { api }: VerbContext): Promise<Found | undefined> {
  const ip = await api.find(`/floating_ips/${id}`, "floating_ip");
  return ip === undefined ? undefined : foundFloatingIp(ip);
}

function protect(api: Api, id: string, protect: boolean): Promise<unknown> {
  return api.act(`/floating_ips/${id}/actions/change_protection`, { delete: protect });
}

function createBody(plan: ValueMap): JsonObject {
  const [home, server, name] = [text(plan, "home_location"), integer(plan, "server_id"), text(plan, "name")];
  return {
    type: text(plan, "type"),
    ...(home === "" ? {} : { home_location: home }),
    ...(server === 0 ? {} : { server }),
    description: text(plan, "description"),
    ...givenLabels(plan),
    ...(name === "" ? {} : { name }),
  };
}

async function change(id: string, state: ValueMap, plan: ValueMap, api: Api): Promise<void> {
  const put = (body: JsonObject) => api.put(`/floating_ips/${id}`, body);
  // A description cannot be removed: the real provider then sends nothing in a request of its own.
  const description = text(plan, "description");
  if (differs(state, plan, "description")) await put(description === "" ? {} : { description });
  if (differs(state, plan, "server_id")) {
    const server = integer(plan, "server_id");
    if (server === 0) await api.act(`/floating_ips/${id}/actions/unassign`, {});
    else await api.act(`/floating_ips/${id}/actions/assign`, { server });
  }
  if (differs(state, plan, "name")) await put({ name: text(plan, "name") });
  if (differs(state, plan, "labels")) await put({ labels: givenLabels(plan).labels ?? {} });
  if (differs(state, plan, "delete_protection")) await protect(api, id, flag(plan, "delete_protection"));
}

/** `hcloud_floating_ip`: one PUT for each attribute that changes, without a look before. */
export const floatingIp: Verbs = {
  create: async (plan, context) => {
    const { api } = context;
    const answer = await api.post("/floating_ips", createBody(plan));
    const id = String(member(answer, "floating_ip")["id"]);
    context.made({ id });
    await api.waitFor(answer);
    if (flag(plan, "delete_protection")) await protect(api, id, true);
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  update: async (state, plan, context) => {
    const id = text(state, "id");
    try {
      await change(id, state, plan, context.api);
    } catch (error) {
      if (failedWith(error, "not_found")) return undefined;
      throw error;
    }
    return read(id, context);
  },
  delete: async (state, { api }) => {
    const id = text(state, "id");
    const ip = await api.find(`/floating_ips/${id}`, "floating_ip");
    if (ip === undefined) return;
    if (typeof ip["server"] === "number") await api.act(`/floating_ips/${id}/actions/unassign`, {});
    try {
      await api.delete(`/floating_ips/${id}`);
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
};
