/** Addresses as messages and as text. */
import { isIPv4 } from "node:net";
import { parseIp } from "../../world/ip";

/** common.NetIP of an address; empty where the text is none. */
export function netIp(ip: string): { readonly ip: Uint8Array } {
  const parsed = parseIp(ip);
  if (parsed === undefined) return { ip: new Uint8Array() };
  const digits = parsed.family === 4 ? 8 : 32;
  return { ip: Buffer.from(parsed.value.toString(16).padStart(digits, "0"), "hex") };
}

/** common.NetIPPrefix of an address and the length of its prefix. */
export function netIpPrefix(ip: string, bits: number): { readonly ip: Uint8Array; readonly prefixLength: number } {
  return { ...netIp(ip), prefixLength: bits };
}

/** The kernel's number of an address's family, and Talos's word for it. */
export function familyOf(ip: string): { readonly number: number; readonly word: string } {
  return isIPv4(ip) ? { number: 2, word: "inet4" } : { number: 10, word: "inet6" };
}
