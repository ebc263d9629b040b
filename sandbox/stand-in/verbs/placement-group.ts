import { type JsonObject, member } from "../api";
import { differs, givenLabels, labelsValue, numbersValue, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** A placement group of the API as attributes. */
export function foundPlacementGroup(group: JsonObject): Found {
  return {
    id: String(group["id"]),
    name: String(group["name"]),
    labels: labelsValue(group["labels"]),
    type: String(group["type"]),
    servers: numbersValue(group["servers"]),
  };
}

async function read(id: string, { api }: VerbContext): Promise<Found | undefined> {
  const group = await api.find(`/placement_groups/${id}`, "placement_group");
  return group === undefined ? undefined : foundPlacementGroup(group);
}

/** `hcloud_placement_group`: a delete of what is gone already is an error, as in the real provider. */
export const placementGroup: Verbs = {
  create: async (plan, context) => {
    const body = { name: text(plan, "name"), type: text(plan, "type"), ...givenLabels(plan) };
    const answer = await context.api.act("/placement_groups", body);
    const id = String(member(answer, "placement_group")["id"]);
    context.made({ id });
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  update: async (state, plan, context) => {
    const id = text(state, "id");
    if ((await read(id, context)) === undefined) return undefined;
    const put = (body: JsonObject) => context.api.put(`/placement_groups/${id}`, body);
    if (differs(state, plan, "name")) await put({ name: text(plan, "name") });
    if (differs(state, plan, "labels")) await put({ labels: givenLabels(plan).labels ?? {} });
    return read(id, context);
  },
  delete: async (state, { api }) => {
    await api.delete(`/placement_groups/${text(state, "id")}`);
  },
};
