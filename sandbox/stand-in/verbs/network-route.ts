import { failedWith, retry } from "../api";
import { findPart, type NetworkPart, networkPart, networkPartId, refuseNoCidr } from "./network-part";
import { integer, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

const collided = (error: unknown) => failedWith(error, "conflict");

const routeOf = (part: NetworkPart, { api }: VerbContext) => findPart(api, part, "routes", "destination");

async function read(id: string, context: VerbContext): Promise<Found | undefined> {
  const part = networkPart(id);
  const route = part === undefined ? undefined : await routeOf(part, context);
  if (part === undefined || route === undefined) return undefined;
  return { id, network_id: part.networkId, destination: part.range, gateway: String(route["gateway"]) };
}

/** `hcloud_network_route`: everything in it replaces, so there is no update. */
export const networkRoute: Verbs = {
  create: async (plan, context) => {
    const { api } = context;
    const part = { networkId: integer(plan, "network_id"), range: text(plan, "destination") };
    refuseNoCidr("destination", part.range);
    const body = { destination: part.range, gateway: text(plan, "gateway") };
    const path = `/networks/${part.networkId}/actions/add_route`;
    const answer = await retry(api, { when: collided }, () => api.post(path, body));
    const id = networkPartId(part);
    context.made({ id });
    await api.waitFor(answer);
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  delete: async (state, context) => {
    const { api } = context;
    const part = networkPart(text(state, "id"));
    if (part === undefined || (await routeOf(part, context)) === undefined) return;
    const body = { destination: part.range, gateway: text(state, "gateway") };
    try {
      await retry(api, { when: collided }, () => api.act(`/networks/${part.networkId}/actions/delete_route`, body));
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
  importState: async (id) => ({ id }),
};
