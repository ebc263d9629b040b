import { isDeepStrictEqual } from "node:util";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { ApiError } from "../api";
import { type JsonObject, member } from "../api/api";
import { labelsValue, text, textMap, type Verbs } from "./verbs";

function state(key: JsonObject): ValueMap {
  return new Map([
    ["id", String(key["id"])],
    ["name", String(key["name"])],
    ["public_key", String(key["public_key"])],
    ["fingerprint", String(key["fingerprint"])],
    ["labels", labelsValue(key["labels"])],
  ]);
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.code === "not_found";
}

/** `hcloud_ssh_key`: each answer is the new state, nothing is asked twice. */
export const sshKey: Verbs = {
  create: async (plan, { api, signal }) => {
    const body = {
      name: text(plan, "name"),
      public_key: text(plan, "public_key"),
      labels: textMap(plan.get("labels")),
    };
    return state(member(await api.ask("POST", "/ssh_keys", signal, body), "ssh_key"));
  },
  read: async (stored, { api, signal }) => {
    try {
      return state(member(await api.ask("GET", `/ssh_keys/${text(stored, "id")}`, signal), "ssh_key"));
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  update: async (stored, plan, { api, signal }) => {
    const [name, labels] = [text(plan, "name"), textMap(plan.get("labels"))];
    const body = {
      ...(name === text(stored, "name") ? {} : { name }),
      ...(isDeepStrictEqual(labels, textMap(stored.get("labels"))) ? {} : { labels }),
    };
    return state(member(await api.ask("PUT", `/ssh_keys/${text(stored, "id")}`, signal, body), "ssh_key"));
  },
  delete: async (stored, { api, signal }) => {
    try {
      await api.ask("DELETE", `/ssh_keys/${text(stored, "id")}`, signal);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  },
};
