import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { path } from "../../../provider-bridge/framework/values/path";
import { failedWith, retry } from "../api";
import { flag, integer, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** Undefined where the volume, its server or the bond between them is gone. */
async function read(id: string, { api }: VerbContext): Promise<Found | undefined> {
  if (!/^\d+$/.test(id)) return undefined;
  const volume = await api.find(`/volumes/${id}`, "volume");
  const server = volume?.["server"];
  if (volume === undefined || typeof server !== "number") return undefined;
  if ((await api.find(`/servers/${server}`, "server")) === undefined) return undefined;
  return { id, volume_id: Number(volume["id"]), server_id: server };
}

/** `hcloud_volume_attachment`: its id is the volume's. */
export const volumeAttachment: Verbs = {
  create: async (plan, context) => {
    const { api } = context;
    const id = String(integer(plan, "volume_id"));
    const body = { server: integer(plan, "server_id"), ...(flag(plan, "automount") ? { automount: true } : {}) };
    const locked = (error: unknown) => failedWith(error, "locked");
    const answer = await retry(api, { when: locked }, () => api.post(`/volumes/${id}/actions/attach`, body));
    context.made({ id });
    await api.waitFor(answer);
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  update: async () => {
    throw new DiagnosticError(
      "A volume attachment cannot be changed",
      'The real provider plans a change of "automount" and then fails, and so does its stand-in. Leave it as it was, or replace the attachment.',
      { path: path("automount") },
    );
  },
  delete: async (state, { api }) => {
    const target = `/volumes/${text(state, "id")}`;
    const volume = await api.find(target, "volume");
    if (volume === undefined || typeof volume["server"] !== "number") return;
    await api.act(`${target}/actions/detach`, {});
  },
  importState: async (id) => ({ id }),
};
