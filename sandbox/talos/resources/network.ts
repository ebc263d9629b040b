/** Resources about a machine's network as a whole: name, resolvers, time servers, readiness. */
import { network } from "../../../wire/talos-resources/generated/network";
import { type ResourceContent, resource } from "../cosi";
import { netIp } from "./addresses";
import { linkKinds } from "./links";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";
import { addressKinds } from "./node-addresses";

/** Hetzner's own resolvers, which its DHCP tells. */
const resolvers = ["185.12.64.1", "185.12.64.2"];
/** Talos's own choice. */
const timeServers = ["time.cloudflare.com"];

/** Everything in the namespace "network". */
export const networkKinds: MachineKind[] = [
  ...addressKinds,
  machineKind("network", "HostnameStatuses.net.talos.dev", hostname, {
    aliases: ["hostname"],
    columns: { Hostname: "{.hostname}", Domainname: "{.domainname}" },
  }),
  ...linkKinds,
  machineKind("network", "ResolverStatuses.net.talos.dev", resolverStatus, {
    aliases: ["resolvers"],
    columns: { Resolvers: "{.dnsServers}", "Search Domains": "{.searchDomains}" },
  }),
  machineKind("network", "TimeServerStatuses.net.talos.dev", timeServerStatus, {
    aliases: ["timeserver", "timeservers"],
    columns: { Timeservers: "{.timeServers}" },
  }),
  machineKind("network", "NetworkStatuses.net.talos.dev", networkStatus, {
    aliases: ["netstatus", "netstatuses"],
    columns: {
      Address: "{.addressReady}",
      Connectivity: "{.connectivityReady}",
      Hostname: "{.hostnameReady}",
      Etc: "{.etcFilesReady}",
    },
  }),
];

function hostname({ machine }: ResourceOwner): ResourceContent[] {
  const [name = "", ...domain] = machine.wholeHostname.split(".");
  const spec = { hostname: name, domainname: domain.join(".") };
  return [resource(network, "HostnameStatusSpec", "hostname", spec, spec, { owner: "network.HostnameSpecController" })];
}

function resolverStatus(): ResourceContent[] {
  const spec = { dnsServers: resolvers.map(netIp), searchDomains: [] };
  const yaml = { dnsServers: resolvers, searchDomains: [] };
  return [
    resource(network, "ResolverStatusSpec", "resolvers", spec, yaml, { owner: "network.ResolverSpecController" }),
  ];
}

function timeServerStatus(): ResourceContent[] {
  const owner = "network.TimeServerSpecController";
  return [
    resource(network, "TimeServerStatusSpec", "timeservers", { ntpServers: timeServers }, { timeServers }, { owner }),
  ];
}

function networkStatus({ machine }: ResourceOwner): ResourceContent[] {
  const isReady = machine.addresses.length > 0;
  const spec = { addressReady: isReady, connectivityReady: isReady, hostnameReady: true, etcFilesReady: true };
  return [resource(network, "StatusSpec", "status", spec, spec, { owner: "network.StatusController" })];
}
