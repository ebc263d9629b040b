import { failedWith, type JsonObject, member } from "../api";
import { differs, flag, givenLabels, labelsValue, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** A network of the API as attributes. */
export function foundNetwork(network: JsonObject): Found {
  return {
    id: String(network["id"]),
    name: String(network["name"]),
    ip_range: String(network["ip_range"]),
    labels: labelsValue(network["labels"]),
    expose_routes_to_vswitch: network["expose_routes_to_vswitch"] === true,
    delete_protection: member(network, "protection")["delete"] === true,
  };
}

/** Older states and imports may hold a name where an id stands. */
async function read(idOrName: string, { api }: VerbContext): Promise<Found | undefined> {
  const network = await api.findByIdOrName("networks", "network", idOrName);
  return network === undefined ? undefined : foundNetwork(network);
}

function protect(id: string, protect: boolean, { api }: VerbContext): Promise<unknown> {
  return api.act(`/networks/${id}/actions/change_protection`, { delete: protect });
}

/** `hcloud_network`: one PUT for each attribute that changes, after a look at it. */
export const network: Verbs = {
  create: async (plan, context) => {
    const body = {
      name: text(plan, "name"),
      ip_range: text(plan, "ip_range"),
      ...givenLabels(plan),
      expose_routes_to_vswitch: flag(plan, "expose_routes_to_vswitch"),
    };
    const id = String(member(await context.api.post("/networks", body), "network")["id"]);
    context.made({ id });
    if (flag(plan, "delete_protection")) await protect(id, true, context);
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  update: async (state, plan, context) => {
    const id = text(state, "id");
    if ((await read(id, context)) === undefined) return undefined;
    const put = (body: JsonObject) => context.api.put(`/networks/${id}`, body);
    if (differs(state, plan, "name")) await put({ name: text(plan, "name") });
    if (differs(state, plan, "labels")) await put({ labels: givenLabels(plan).labels ?? {} });
    if (differs(state, plan, "expose_routes_to_vswitch")) {
      await put({ expose_routes_to_vswitch: flag(plan, "expose_routes_to_vswitch") });
    }
    if (differs(state, plan, "delete_protection")) await protect(id, flag(plan, "delete_protection"), context);
    return read(id, context);
  },
  delete: async (state, { api }) => {
    try {
      await api.delete(`/networks/${text(state, "id")}`);
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
  importState: async (idOrName) => ({ id: idOrName }),
};
