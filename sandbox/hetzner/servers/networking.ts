/** A server's private networks and reverse names. */
import type { Server, World } from "../../world";
import { startAction } from "../../world/actions";
import { ipInCidr } from "../../world/cidr";
import { durations } from "../../world/durations";
import { parseIp } from "../../world/ip";
import type { PrivateNet } from "../../world/server";
import { ApiError, invalidInput } from "../api-error";
import { integer, text } from "../field-values";
import { listOf, nullable, optional, readFields } from "../fields";
import { networks } from "../networks/noun";
import { networkById } from "../networks/routes";
import { defaultDnsPtr } from "../primary-ips/address";
import { assertQuiet } from "../project-rules";
import type { Route } from "../route";
import { actionRoute, setting } from "../standard-routes";
import { checkAliases, chooseMembership } from "./join-network";
import { assertUnlocked, servers } from "./noun";

/** Operations on a server's networks and reverse names. */
export const networkingRoutes: Route[] = [
  actionRoute(servers, "attach_to_network", ({ world, body }, server) => {
    const wanted = readFields(body, {
      network: integer(),
      ip: optional(text()),
      alias_ips: optional(listOf(text())),
      ip_range: optional(text()),
    });
    assertUnlocked(server);
    const network = networkById(world, wanted.network);
    assertQuiet(networks, world, network);
    const net = chooseMembership(world, server, network, {
      ip: wanted.ip,
      aliasIps: wanted.alias_ips,
      ipRange: wanted.ip_range,
    });
    return change(world, server, "attach_to_network", network.id, () => server.privateNets.push(net));
  }),
  actionRoute(servers, "detach_from_network", ({ world, body }, server) => {
    const wanted = readFields(body, { network: integer() });
    const net = membership(server, networkById(world, wanted.network).id);
    assertUnlocked(server);
    return change(world, server, "detach_from_network", net.networkId, () => {
      server.privateNets = server.privateNets.filter((entry) => entry !== net);
    });
  }),
  actionRoute(servers, "change_alias_ips", ({ world, body }, server) => {
    const wanted = readFields(body, { network: integer(), alias_ips: listOf(text()) });
    const network = networkById(world, wanted.network);
    const net = membership(server, network.id);
    assertUnlocked(server);
    const aliases = checkAliases(world, network, wanted.alias_ips, net.ip, net.aliasIps);
    return change(world, server, "change_alias_ips", network.id, () => {
      net.aliasIps = aliases;
    });
  }),
  actionRoute(servers, "change_dns_ptr", ({ world, body }, server) => {
    const wanted = readFields(body, { ip: text(), dns_ptr: nullable(text({ max: 253 })) });
    return setting(world, servers, server, "change_dns_ptr", pointTo(world, server, wanted.ip, wanted.dns_ptr ?? null));
  }),
];

/** @throws ApiError not_found when the server is not in the network. */
function membership(server: Server, networkId: number): PrivateNet {
  const net = server.privateNets.find((entry) => entry.networkId === networkId);
  if (net === undefined) throw new ApiError("not_found", "server is not attached to network");
  return net;
}

function change(world: World, server: Server, command: string, networkId: number, apply: () => void) {
  return startAction(world, {
    command,
    resources: [
      { id: server.id, type: "server" },
      { id: networkId, type: "network" },
    ],
    durationMs: durations.networkMs,
    begin: () => {
      apply();
      const text = `${server.name}: ${command} ${networkId}`;
      world.events.emit({ type: "server.addresses", serverId: server.id, text });
    },
  });
}

function pointTo(world: World, server: Server, ip: string, name: string | null): () => void {
  const ids = [server.primaryIpv4Id, server.primaryIpv6Id].filter((id) => id !== null);
  const address = ids
    .map((id) => world.state.primaryIps.get(id))
    .find((entry) => entry !== undefined && (entry.ip === ip || ipInCidr(ip, entry.ip)));
  if (address === undefined || parseIp(ip) === undefined) {
    throw invalidInput({ name: "ip", message: `IP '${ip}' does not belong to the server` });
  }
  return () => {
    if (name !== null) address.dnsPtr[ip] = name;
    else if (address.type === "ipv4") address.dnsPtr[ip] = defaultDnsPtr(ip);
    else delete address.dnsPtr[ip];
  };
}
