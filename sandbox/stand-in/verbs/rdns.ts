import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { parseIp } from "../../../provider-bridge/framework/formats/ip";
import { path } from "../../../provider-bridge/framework/values/path";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { failedWith, type JsonObject, member, members } from "../api";
import { integer, text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** What an address may belong to: prefix of the id, attribute, and the API's names for many and for one. */
const PARENTS = [
  { prefix: "s", attribute: "server_id", list: "servers", one: "server" },
  { prefix: "p", attribute: "primary_ip_id", list: "primary_ips", one: "primary_ip" },
  { prefix: "f", attribute: "floating_ip_id", list: "floating_ips", one: "floating_ip" },
  { prefix: "l", attribute: "load_balancer_id", list: "load_balancers", one: "load_balancer" },
] as const;

interface Name {
  readonly parent: (typeof PARENTS)[number];
  readonly id: number;
  readonly ip: string;
}

function nameOf(values: ValueMap): Name {
  const parent = PARENTS.find(({ attribute }) => integer(values, attribute) !== 0) ?? PARENTS[0];
  return { parent, id: integer(values, parent.attribute), ip: text(values, "ip_address") };
}

function parentOf({ parent, id }: Name, { api }: VerbContext): Promise<JsonObject | undefined> {
  return api.find(`/${parent.list}/${id}`, parent.one);
}

function change({ parent, id, ip }: Name, dnsPtr: string | null, { api }: VerbContext): Promise<unknown> {
  return api.act(`/${parent.list}/${id}/actions/change_dns_ptr`, { ip, dns_ptr: dnsPtr });
}

/** All names that a resource's addresses have: servers and load balancers show them per family, the others as a list. */
function dnsPtrOf(owner: JsonObject, ip: string): string | undefined {
  const families = ["ipv4", "ipv6"].map((family) => member(member(owner, "public_net"), family));
  const entries = [owner, ...families].flatMap((holder) => [holder, ...members(holder, "dns_ptr")]);
  const named = entries.find((entry) => typeof entry["dns_ptr"] === "string" && sameIp(String(entry["ip"]), ip));
  return named === undefined ? undefined : String(named["dns_ptr"]);
}

function sameIp(left: string, right: string): boolean {
  const [one, other] = [parseIp(left), parseIp(right)];
  return one.ok && other.ok && one.value.version === other.value.version && one.value.bits === other.value.bits;
}

function found({ parent, id, ip }: Name, dnsPtr: string): Found {
  return { id: `${parent.prefix}-${id}-${ip}`, [parent.attribute]: id, ip_address: ip, dns_ptr: dnsPtr };
}

/** `hcloud_rdns`: the name of one address. */
export const rdns: Verbs = {
  create: async (plan, context) => {
    const name = nameOf(plan);
    if ((await parentOf(name, context)) === undefined) {
      throw new DiagnosticError("Resource not found", `There is no ${name.parent.one} with the id ${name.id}.`);
    }
    await change(name, text(plan, "dns_ptr"), context);
    return found(name, text(plan, "dns_ptr"));
  },
  read: async (state, context) => {
    const name = nameOf(state);
    const owner = await parentOf(name, context);
    const dnsPtr = owner === undefined ? undefined : dnsPtrOf(owner, name.ip);
    return dnsPtr === undefined ? undefined : found(name, dnsPtr);
  },
  update: async (_state, plan, context) => {
    await change(nameOf(plan), text(plan, "dns_ptr"), context);
    return found(nameOf(plan), text(plan, "dns_ptr"));
  },
  delete: async (state, context) => {
    try {
      await change(nameOf(state), null, context);
    } catch (error) {
      if (!failedWith(error, "not_found")) throw error;
    }
  },
  importState: async (id) => {
    const [, prefix, owner, ip = ""] = /^([spfl])-(\d{1,15})-(.+)$/.exec(id) ?? [];
    const parent = PARENTS.find((each) => each.prefix === prefix);
    if (parent !== undefined && parseIp(ip).ok) return { id, [parent.attribute]: Number(owner), ip_address: ip };
    throw new DiagnosticError(
      `Cannot import "${id}"`,
      'The id of a name is "<s, p, f or l>-<id>-<address>": of a server, primary IP, floating IP or load balancer.',
      { path: path("id") },
    );
  },
};
