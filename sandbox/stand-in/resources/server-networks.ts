import { parseCidr } from "../../../provider-bridge/framework/formats/cidr";
import { parseIp } from "../../../provider-bridge/framework/formats/ip";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { field } from "../legacy/field";
import type { Check } from "./row";

/** The `network` blocks of a server: which network each is in, and that each network is there once. */
export const serverNetworks: Check = (config, { diagnostics }) => {
  const blocks = field(config, "network");
  if (!Array.isArray(blocks)) return;
  const seen = new Set<string>();
  const refuse = (what: string) => diagnostics.error("Invalid network block", what);
  for (const block of blocks) {
    const [networkId, subnetId] = [field(block, "network_id"), field(block, "subnet_id")];
    if (networkId === null && subnetId === null) refuse("Set network_id or subnet_id.");
    const subnet = typeof subnetId === "string" ? subnetOf(subnetId) : undefined;
    const network = typeof networkId === "number" ? String(networkId) : subnet?.network;
    if (network === undefined) continue;
    if (subnet !== undefined && subnet.network !== network)
      refuse(`The subnet "${subnet.text}" is not in network ${network}.`);
    if (subnet !== undefined && !contains(subnet.range, field(block, "ip")))
      refuse(`The address is outside of "${subnet.text}".`);
    if (seen.has(network)) refuse(`A server is in a network once, not twice: ${network}.`);
    seen.add(network);
  }
};

function subnetOf(id: string): { readonly network: string; readonly range: string; readonly text: string } | undefined {
  const [network, range] = id.split("-");
  return network === undefined || range === undefined ? undefined : { network, range, text: id };
}

/** Whether an address is in a range; what cannot be read is not refused here. */
export function contains(range: string, ip: Value): boolean {
  if (typeof ip !== "string") return true;
  const [cidr, address] = [parseCidr(range), parseIp(ip)];
  if (!cidr.ok || !address.ok) return true;
  const width = cidr.value.address.version === 4 ? 32 : 128;
  const shift = BigInt(width - cidr.value.prefixLength);
  return (
    address.value.version === cidr.value.address.version &&
    address.value.bits >> shift === cidr.value.address.bits >> shift
  );
}
