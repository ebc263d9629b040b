import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { Api } from "../api";

/** Inserts an ISO, by id or name, in place of one that may be in; the server starts from it at once. */
export async function attachIso(api: Api, serverId: string, idOrName: string): Promise<void> {
  const iso = await api.findByIdOrName("isos", "iso", idOrName);
  if (iso === undefined) {
    throw new DiagnosticError(`Cannot find the ISO "${idOrName}"`, "The API does not offer it.");
  }
  await api.act(`/servers/${serverId}/actions/attach_iso`, { iso: iso["id"] });
}

/** Lets the server start into the rescue system, at once. */
export async function enableRescue(api: Api, serverId: string, type: string, keyIds: readonly number[]): Promise<void> {
  const body = { type, ...(keyIds.length === 0 ? {} : { ssh_keys: keyIds }) };
  await api.act(`/servers/${serverId}/actions/enable_rescue`, body);
  await reset(api, serverId);
}

/** Switches a server off and on, hard. */
export async function reset(api: Api, serverId: string): Promise<void> {
  await api.act(`/servers/${serverId}/actions/reset`);
}
