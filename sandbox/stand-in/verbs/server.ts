import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { type Api, member, members, retry } from "../api";
import { attachServer } from "./private-network";
import { attachIso, enableRescue, reset } from "./server-boot";
import { changeServer, protect } from "./server-change";
import { serverFound } from "./server-found";
import { attachmentsOf } from "./server-networks";
import { orderServer } from "./server-order";
import { flag, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

async function read(id: string, known: ValueMap, { api }: VerbContext): Promise<Found | undefined> {
  const server = await api.findByIdOrName("servers", "server", id);
  return server === undefined ? undefined : serverFound(server, known);
}

/** What a create does to the server that has been made. */
async function finish(id: string, plan: ValueMap, keyIds: readonly number[], isOff: boolean, api: Api): Promise<void> {
  for (const attachment of attachmentsOf(plan)) await attachServer(api, id, attachment);
  if (isOff) await api.act(`/servers/${id}/actions/poweron`);
  if (flag(plan, "backups")) await api.act(`/servers/${id}/actions/enable_backup`);
  if (text(plan, "iso") !== "") {
    await attachIso(api, id, text(plan, "iso"));
    await reset(api, id);
  }
  if (text(plan, "rescue") !== "") await enableRescue(api, id, text(plan, "rescue"), keyIds);
  if (flag(plan, "delete_protection") || flag(plan, "rebuild_protection")) await protect(api, id, plan);
}

/** Asks the guest to end, and gives it some time. */
async function shutDown(id: string, { api, warn }: VerbContext): Promise<void> {
  await api.act(`/servers/${id}/actions/shutdown`);
  try {
    await retry(api, { when: () => true }, async () => {
      const server = await api.getOne(`/servers/${id}`, "server");
      if (server["status"] !== "off") throw new Error(`Cannot shut server ${id} down: it is still running`);
    });
  } catch {
    warn(`Server ${id} did not shut down in time`, "It is deleted as it runs.");
  }
}

/** `hcloud_server`. */
export const server: Verbs = {
  create: async (plan, context) => {
    const { api } = context;
    const { body, sshKeyIds } = await orderServer(plan, context);
    const answer = await api.post("/servers", body);
    const id = String(member(answer, "server")["id"]);
    context.made({ id });
    await api.waitFor({ action: answer["action"] });
    for (const action of members(answer, "next_actions")) await api.waitFor({ action });
    await finish(id, plan, sshKeyIds, "start_after_create" in body, api);
    return (await read(id, plan, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), state, context),
  update: async (state, plan, context) => {
    const id = text(state, "id");
    const found = await context.api.findByIdOrName("servers", "server", id);
    if (found === undefined) return undefined;
    await changeServer({ id, server: found, state, plan }, context);
    return read(id, plan, context);
  },
  delete: async (state, context) => {
    const id = text(state, "id");
    if (flag(state, "shutdown_before_deletion")) await shutDown(id, context);
    await context.api.waitFor(await context.api.delete(`/servers/${id}`));
  },
  importState: async (idOrName) => ({ id: idOrName }),
};
