/** Reverse names of addresses. */
import type { DnsPtr } from "../world/addresses";
import { ipInCidr } from "../world/cidr";
import { parseIp } from "../world/ip";
import { invalidInput } from "./api-error";
import { text } from "./field-values";
import { nullable, readFields } from "./fields";
import type { Noun } from "./noun";
import { defaultDnsPtr } from "./primary-ips/address";
import type { Route } from "./route";
import { actionRoute, setting } from "./standard-routes";

/** The member `dns_ptr` of an answer about an address. */
export function dnsPtrShape(names: DnsPtr): { ip: string; dns_ptr: string }[] {
  return Object.entries(names).map(([ip, name]) => ({ ip, dns_ptr: name }));
}

/** change_dns_ptr of a noun with one address (IPv4) or one network (IPv6). Null brings the default back. */
export function dnsPtrRoute<T extends { id: number; type: "ipv4" | "ipv6"; ip: string; dnsPtr: DnsPtr }>(
  noun: Noun<T>,
): Route {
  return actionRoute(noun, "change_dns_ptr", ({ world, body }, item) => {
    const wanted = readFields(body, { ip: text(), dns_ptr: nullable(text({ max: 253 })) });
    if (wanted.ip !== item.ip && (parseIp(wanted.ip) === undefined || !ipInCidr(wanted.ip, item.ip))) {
      throw invalidInput({ name: "ip", message: `IP '${wanted.ip}' does not belong to the ${noun.singular}` });
    }
    return setting(world, noun, item, "change_dns_ptr", () => setDnsPtr(item, wanted.ip, wanted.dns_ptr ?? null));
  });
}

function setDnsPtr(item: { type: "ipv4" | "ipv6"; dnsPtr: DnsPtr }, ip: string, name: string | null): void {
  if (name !== null) item.dnsPtr[ip] = name;
  else if (item.type === "ipv4") item.dnsPtr[ip] = defaultDnsPtr(ip);
  else delete item.dnsPtr[ip];
}
