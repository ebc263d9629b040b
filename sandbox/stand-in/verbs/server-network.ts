import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { path } from "../../../provider-bridge/framework/values/path";
import { networkPart } from "./network-part";
import { attachServer, detachServer, privateNetOf } from "./private-network";
import { integer, text, texts } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

interface Place {
  readonly serverId: number;
  readonly networkId: number;
}

async function read({ serverId, networkId }: Place, { api }: VerbContext): Promise<Found | undefined> {
  const server = await api.find(`/servers/${serverId}`, "server");
  const net = server === undefined ? undefined : privateNetOf(server, networkId);
  if (net === undefined) return undefined;
  return {
    id: `${serverId}-${networkId}`,
    server_id: serverId,
    network_id: networkId,
    ip: String(net["ip"]),
    mac_address: String(net["mac_address"]),
    alias_ips: texts(net["alias_ips"]),
  };
}

async function readSure(place: Place, context: VerbContext): Promise<Found> {
  const found = await read(place, context);
  if (found !== undefined) return found;
  const { serverId, networkId } = place;
  throw new DiagnosticError(
    "Attachment vanished",
    `The server ${serverId} is not in the network ${networkId} any more. Run a new plan, which will attach it again.`,
  );
}

function placeOf(id: string): Place | undefined {
  const [, serverId, networkId] = /^(\d{1,15})-(\d{1,15})$/.exec(id) ?? [];
  return serverId === undefined || networkId === undefined
    ? undefined
    : { serverId: Number(serverId), networkId: Number(networkId) };
}

/** `hcloud_server_network`: a server's place in a network. */
export const serverNetwork: Verbs = {
  create: async (plan, context) => {
    const subnetId = text(plan, "subnet_id");
    const subnet = networkPart(subnetId);
    if (subnetId !== "" && subnet === undefined) {
      throw new DiagnosticError("Invalid subnet id", `Expected "<network>-<range>" in subnet_id, got "${subnetId}".`);
    }
    const serverId = integer(plan, "server_id");
    const networkId = subnet?.networkId ?? integer(plan, "network_id");
    const aliasIps = texts(plan.get("alias_ips"));
    await attachServer(context.api, serverId, { networkId, range: subnet?.range, ip: text(plan, "ip"), aliasIps });
    return readSure({ serverId, networkId }, context);
  },
  read: async (state, context) => {
    const place = placeOf(text(state, "id"));
    return place === undefined ? undefined : read(place, context);
  },
  update: async (state, plan, context) => {
    const place = { serverId: integer(state, "server_id"), networkId: integer(state, "network_id") };
    const body = { network: place.networkId, alias_ips: texts(plan.get("alias_ips")) };
    await context.api.act(`/servers/${place.serverId}/actions/change_alias_ips`, body);
    return readSure(place, context);
  },
  delete: (state, { api }) => detachServer(api, integer(state, "server_id"), integer(state, "network_id")),
  importState: async (id) => {
    const place = placeOf(id);
    if (place !== undefined) return { id, server_id: place.serverId, network_id: place.networkId };
    throw new DiagnosticError(`Cannot import "${id}"`, 'The id of an attachment is "<server>-<network>".', {
      path: path("id"),
    });
  },
};
