import { failedWith, type JsonObject, member } from "../api";
import { differs, givenLabels, integer, labelsValue, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

async function read(id: string, { api }: VerbContext): Promise<Found | undefined> {
  const image = await api.find(`/images/${id}`, "image");
  if (image?.["type"] !== "snapshot") return undefined;
  const server = member(image, "created_from")["id"];
  return {
    id,
    description: String(image["description"]),
    labels: labelsValue(image["labels"]),
    ...(typeof server === "number" ? { server_id: server } : {}),
  };
}

/** `hcloud_snapshot`: one PUT for each attribute that changes, without a look before. */
export const snapshot: Verbs = {
  create: async (plan, context) => {
    const { api } = context;
    const body = { type: "snapshot", description: text(plan, "description"), ...givenLabels(plan) };
    const answer = await api.post(`/servers/${integer(plan, "server_id")}/actions/create_image`, body);
    const id = String(member(answer, "image")["id"]);
    context.made({ id });
    await api.waitFor(answer);
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  update: async (state, plan, context) => {
    const id = text(state, "id");
    const put = (body: JsonObject) => context.api.put(`/images/${id}`, body);
    try {
      if (differs(state, plan, "description")) await put({ description: text(plan, "description") });
      if (differs(state, plan, "labels")) await put({ labels: givenLabels(plan).labels ?? {} });
    } catch (error) {
      if (failedWith(error, "not_found")) return undefined;
      throw error;
    }
    return read(id, context);
  },
  delete: async (state, { api }) => {
    try {
      await api.delete(`/images/${text(state, "id")}`);
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
};
