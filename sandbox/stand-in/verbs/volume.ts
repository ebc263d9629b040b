import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { failedWith, type JsonObject, member, retry } from "../api";
import { madeId } from "./made-id";
import { differs, flag, givenLabels, integer, labelsValue, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** What is known of a volume of an answer, for the resource and for data sources. */
export function foundVolume(volume: JsonObject): Found {
  const { server } = volume;
  return {
    id: String(volume["id"]),
    name: String(volume["name"]),
    size: Number(volume["size"]),
    location: String(member(volume, "location")["name"]),
    server_id: typeof server === "number" ? server : null,
    labels: labelsValue(volume["labels"]),
    linux_device: String(volume["linux_device"]),
    delete_protection: member(volume, "protection")["delete"] === true,
  };
}

async function read(id: string, { api }: VerbContext): Promise<Found | undefined> {
  if (!/^\d+$/.test(id)) return undefined;
  const volume = await api.find(`/volumes/${id}`, "volume");
  if (volume === undefined) return undefined;
  const { server_id: server, ...found } = foundVolume(volume);
  // Of a volume that is attached to nothing the real provider says nothing: what stood in state stays.
  return server === null || server === undefined ? found : { ...found, server_id: server };
}

function body(plan: ValueMap): JsonObject {
  const [server, location, format] = [integer(plan, "server_id"), text(plan, "location"), text(plan, "format")];
  return {
    name: text(plan, "name"),
    size: integer(plan, "size"),
    ...(location === "" ? {} : { location }),
    ...(server === 0 ? {} : { server }),
    ...givenLabels(plan),
    ...(flag(plan, "automount") ? { automount: true } : {}),
    ...(format === "" ? {} : { format }),
  };
}

async function attach(path: string, plan: ValueMap, { api }: VerbContext): Promise<void> {
  const automount = flag(plan, "automount") ? { automount: true } : {};
  const attaching = { server: integer(plan, "server_id"), ...automount };
  await retry(api, { when: () => true }, () => api.act(`${path}/actions/attach`, attaching));
}

async function move(path: string, state: ValueMap, plan: ValueMap, context: VerbContext): Promise<void> {
  if (integer(state, "server_id") !== 0) await context.api.act(`${path}/actions/detach`, {});
  if (integer(plan, "server_id") !== 0) await attach(path, plan, context);
}

/** `hcloud_volume`: what fails on its way to a server or off it is tried again, whatever the reason. */
export const volume: Verbs = {
  create: async (plan, context) => {
    const { api } = context;
    const atOnce = { when: (error: unknown) => failedWith(error, "locked"), delayMs: () => 0 };
    const answer = await retry(api, atOnce, () => api.post("/volumes", body(plan)));
    const id = madeId(answer, "volume");
    const path = `/volumes/${id}`;
    context.made({ id });
    await api.waitFor({ action: answer["action"] });
    try {
      await api.waitFor({ next_actions: answer["next_actions"] });
    } catch (error) {
      if (!failedWith(error, "action_failed") || integer(plan, "server_id") === 0) throw error;
      await attach(path, plan, context);
    }
    if (flag(plan, "delete_protection")) await api.act(`${path}/actions/change_protection`, { delete: true });
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  update: async (state, plan, context) => {
    const { api } = context;
    const id = text(state, "id");
    const path = `/volumes/${id}`;
    if ((await read(id, context)) === undefined) return undefined;
    if (differs(state, plan, "name")) await api.put(path, { name: text(plan, "name") });
    if (differs(state, plan, "server_id")) await move(path, state, plan, context);
    if (differs(state, plan, "size")) await api.act(`${path}/actions/resize`, { size: integer(plan, "size") });
    if (differs(state, plan, "labels")) await api.put(path, { labels: givenLabels(plan).labels ?? {} });
    if (differs(state, plan, "delete_protection")) {
      await api.act(`${path}/actions/change_protection`, { delete: flag(plan, "delete_protection") });
    }
    return read(id, context);
  },
  delete: async (state, { api }) => {
    const path = `/volumes/${text(state, "id")}`;
    const volume = await api.find(path, "volume");
    if (volume === undefined) return;
    const anyError = { when: () => true };
    if (typeof volume["server"] === "number") await retry(api, anyError, () => api.act(`${path}/actions/detach`, {}));
    await retry(api, anyError, () => api.delete(path));
  },
  importState: async (id) => ({ id }),
};
