import { type Api, failedWith, type JsonObject, members, retry } from "../api";

/** How a server is put into a network. */
export interface Attachment {
  readonly networkId: number;
  /** Of the subnet, where one is chosen. */
  readonly range: string | undefined;
  readonly ip: string;
  readonly aliasIps: readonly string[];
}

/** Attaches a server: what passes is tried five times, and what is attached already is left so. */
export async function attachServer(api: Api, serverId: number | string, attachment: Attachment): Promise<void> {
  const { networkId, range, ip, aliasIps } = attachment;
  const body = {
    network: networkId,
    ...(ip === "" ? {} : { ip }),
    ...(aliasIps.length === 0 ? {} : { alias_ips: aliasIps }),
    ...(range === undefined ? {} : { ip_range: range }),
  };
  const when = (error: unknown) => failedWith(error, "conflict", "locked", "service_error", "no_subnet_available");
  try {
    await retry(api, { when }, () => api.act(`/servers/${serverId}/actions/attach_to_network`, body));
  } catch (error) {
    if (!failedWith(error, "server_already_attached")) throw error;
  }
}

/** Detaches a server; one that is not attached is left so. */
export async function detachServer(api: Api, serverId: number | string, networkId: number): Promise<void> {
  const when = (error: unknown) => failedWith(error, "conflict", "locked", "service_error");
  try {
    await retry(api, { when }, () =>
      api.act(`/servers/${serverId}/actions/detach_from_network`, { network: networkId }),
    );
  } catch (error) {
    if (!failedWith(error, "not_found", "server_not_attached_to_network")) throw error;
  }
}

/** A server's place in a network, as the API shows it. */
export function privateNetOf(server: JsonObject, networkId: number): JsonObject | undefined {
  return members(server, "private_net").find((net) => net["network"] === networkId);
}
