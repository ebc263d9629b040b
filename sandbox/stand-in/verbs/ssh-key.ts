import { failedWith, type JsonObject, member } from "../api";
import { differs, labelsValue, text, textMap } from "./values";
import type { Found, Verbs } from "./verbs";

/** A key of the API as attributes. */
export function foundSshKey(key: JsonObject): Found {
  return {
    id: String(key["id"]),
    name: String(key["name"]),
    public_key: String(key["public_key"]),
    fingerprint: String(key["fingerprint"]),
    labels: labelsValue(key["labels"]),
  };
}

/** `hcloud_ssh_key`: each answer is the new state, nothing is asked twice. */
export const sshKey: Verbs = {
  create: async (plan, { api }) => {
    const body = {
      name: text(plan, "name"),
      public_key: text(plan, "public_key"),
      labels: textMap(plan.get("labels")),
    };
    return foundSshKey(member(await api.post("/ssh_keys", body), "ssh_key"));
  },
  read: async (state, { api }) => {
    const key = await api.find(`/ssh_keys/${text(state, "id")}`, "ssh_key");
    return key === undefined ? undefined : foundSshKey(key);
  },
  update: async (state, plan, { api }) => {
    const body = {
      ...(differs(state, plan, "name") ? { name: text(plan, "name") } : {}),
      ...(differs(state, plan, "labels") ? { labels: textMap(plan.get("labels")) } : {}),
    };
    return foundSshKey(member(await api.put(`/ssh_keys/${text(state, "id")}`, body), "ssh_key"));
  },
  delete: async (state, { api }) => {
    try {
      await api.delete(`/ssh_keys/${text(state, "id")}`);
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
};
