import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { type Api, failedWith, type JsonObject, member, retry } from "../api";
import { differs, flag, integer, labelsValue, text, textMap } from "./values";
import type { Found, Verbs } from "./verbs";

/** How often a delete is tried: a server may still be giving the address up. */
const DELETE_TRIES = 10;

/** A primary IP of the API as attributes. */
export function foundPrimaryIp(ip: JsonObject): Found {
  const address = String(ip["ip"]);
  const isV6 = ip["type"] === "ipv6";
  return {
    id: Number(ip["id"]),
    name: String(ip["name"]),
    type: String(ip["type"]),
    location: String(member(ip, "location")["name"]),
    datacenter: null,
    ip_address: isV6 ? address.replace(/\/\d+$/, "") : address,
    ip_network: isV6 ? address : null,
    assignee_id: Number(ip["assignee_id"] ?? 0),
    assignee_type: String(ip["assignee_type"]),
    auto_delete: ip["auto_delete"] === true,
    delete_protection: member(ip, "protection")["delete"] === true,
    labels: labelsValue(ip["labels"]),
  };
}

function protect(api: Api, id: number, protect: boolean): Promise<unknown> {
  return api.act(`/primary_ips/${id}/actions/change_protection`, { delete: protect });
}

function assign(api: Api, id: number, plan: ValueMap): Promise<unknown> {
  const body = { assignee_id: integer(plan, "assignee_id"), assignee_type: text(plan, "assignee_type") };
  return api.act(`/primary_ips/${id}/actions/assign`, body);
}

function unassign(api: Api, id: number): Promise<unknown> {
  return api.act(`/primary_ips/${id}/actions/unassign`);
}

function createBody(plan: ValueMap): JsonObject {
  const [assigneeId, location] = [integer(plan, "assignee_id"), text(plan, "location")];
  return {
    name: text(plan, "name"),
    type: text(plan, "type"),
    ...(assigneeId === 0 ? {} : { assignee_type: text(plan, "assignee_type"), assignee_id: assigneeId }),
    labels: textMap(plan.get("labels")),
    auto_delete: flag(plan, "auto_delete"),
    ...(location === "" ? {} : { location }),
  };
}

/** An address that is still on a server is taken off while that one is switched off; it is always switched on again. */
async function takeOffServer(api: Api, id: number, serverId: number): Promise<void> {
  const server = await api.find(`/servers/${serverId}`, "server");
  const publicNet = member(server ?? {}, "public_net");
  const isThere = ["ipv4", "ipv6"].some((family) => member(publicNet, family)["id"] === id);
  if (!isThere) return;
  await api.act(`/servers/${serverId}/actions/poweroff`);
  await unassign(api, id);
  await api.act(`/servers/${serverId}/actions/poweron`);
}

/** `hcloud_primary_ip`: one PUT for all that changes, and one in every update, empty or not. */
export const primaryIp: Verbs = {
  create: async (plan, { api, made }) => {
    const answer = await api.post("/primary_ips", createBody(plan));
    const id = Number(member(answer, "primary_ip")["id"]);
    made({ id });
    await api.waitFor(answer);
    if (flag(plan, "delete_protection")) await protect(api, id, true);
    return foundPrimaryIp(await api.getOne(`/primary_ips/${id}`, "primary_ip"));
  },
  read: async (state, { api }) => {
    const ip = await api.find(`/primary_ips/${integer(state, "id")}`, "primary_ip");
    return ip === undefined ? undefined : foundPrimaryIp(ip);
  },
  update: async (state, plan, { api }) => {
    const id = integer(state, "id");
    if (differs(state, plan, "delete_protection")) await protect(api, id, flag(plan, "delete_protection"));
    // Without an assignee in the configuration the plan has none to compare with: what is assigned stays.
    if (integer(plan, "assignee_id") !== 0 && differs(state, plan, "assignee_id")) {
      if (integer(state, "assignee_id") !== 0) await unassign(api, id);
      await assign(api, id, plan);
    }
    const body = {
      ...(differs(state, plan, "name") ? { name: text(plan, "name") } : {}),
      ...(differs(state, plan, "labels") ? { labels: textMap(plan.get("labels")) } : {}),
      ...(differs(state, plan, "auto_delete") ? { auto_delete: flag(plan, "auto_delete") } : {}),
    };
    return foundPrimaryIp(member(await api.put(`/primary_ips/${id}`, body), "primary_ip"));
  },
  delete: async (state, { api }) => {
    const [id, serverId] = [integer(state, "id"), integer(state, "assignee_id")];
    if (serverId !== 0) await takeOffServer(api, id, serverId);
    const when = (error: unknown) => !failedWith(error, "protected", "not_found");
    try {
      await retry(api, { tries: DELETE_TRIES, when }, () => api.delete(`/primary_ips/${id}`));
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
  importState: async (id) => {
    if (/^\d{1,15}$/.test(id)) return { id: Number(id) };
    throw new DiagnosticError(`Cannot import "${id}"`, "The id of a primary IP is a number.");
  },
};
