import { isDeepStrictEqual } from "node:util";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { ApiError } from "../api";
import { type JsonObject, member } from "../api/api";
import { labelsValue, numbersValue, text, textMap, type VerbContext, type Verbs } from "./verbs";

function state(group: JsonObject): ValueMap {
  return new Map([
    ["id", String(group["id"])],
    ["name", String(group["name"])],
    ["labels", labelsValue(group["labels"])],
    ["type", String(group["type"])],
    ["servers", numbersValue(group["servers"])],
  ]);
}

async function get(id: string, { api, signal }: VerbContext): Promise<ValueMap> {
  return state(member(await api.ask("GET", `/placement_groups/${id}`, signal), "placement_group"));
}

/** `hcloud_placement_group`: a delete of what is gone already is an error, as in the real provider. */
export const placementGroup: Verbs = {
  create: async (plan, context) => {
    const labels = plan.get("labels");
    const body = {
      name: text(plan, "name"),
      type: text(plan, "type"),
      ...(labels instanceof Map ? { labels: textMap(labels) } : {}),
    };
    const made = await context.api.ask("POST", "/placement_groups", context.signal, body);
    return get(String(member(made, "placement_group")["id"]), context);
  },
  read: (stored, context) => get(text(stored, "id"), context).catch(goneAsUndefined),
  update: async (stored, plan, context) => {
    const id = text(stored, "id");
    await get(id, context);
    const put = (body: JsonObject) => context.api.ask("PUT", `/placement_groups/${id}`, context.signal, body);
    if (text(stored, "name") !== text(plan, "name")) await put({ name: text(plan, "name") });
    const labels = textMap(plan.get("labels"));
    if (!isDeepStrictEqual(textMap(stored.get("labels")), labels)) await put({ labels });
    return get(id, context);
  },
  delete: async (stored, { api, signal }) => {
    await api.ask("DELETE", `/placement_groups/${text(stored, "id")}`, signal);
  },
};

function goneAsUndefined(error: unknown): undefined {
  if (error instanceof ApiError && error.code === "not_found") return undefined;
  throw error;
}
