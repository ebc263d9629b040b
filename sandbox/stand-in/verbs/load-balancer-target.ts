import { createHash } from "node:crypto";
import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { path } from "../../../provider-bridge/framework/values/path";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { failedWith, type JsonObject, member, members, retry } from "../api";
import { flag, integer, text } from "./values";
import type { ChangeContext, Found, VerbContext, Verbs } from "./verbs";

/** What is behind a load balancer: a server, all that a selector of labels finds, or an address. */
type Target =
  | { readonly type: "server"; readonly server: number }
  | { readonly type: "label_selector"; readonly selector: string }
  | { readonly type: "ip"; readonly ip: string };

/** @throws DiagnosticError where what belongs to the type is missing. */
function targetOf(values: ValueMap): Target {
  const type = text(values, "type");
  const [server, selector, ip] = [integer(values, "server_id"), text(values, "label_selector"), text(values, "ip")];
  if (type === "server" && server !== 0) return { type, server };
  if (type === "label_selector" && selector !== "") return { type, selector };
  if (type === "ip" && ip !== "") return { type, ip };
  const missing = type === "server" ? "server_id" : type;
  throw new DiagnosticError("The target is not said", `A target of type "${type}" needs "${missing}".`, {
    path: path(missing),
  });
}

function bodyOf(target: Target): JsonObject {
  if (target.type === "server") return { type: target.type, server: { id: target.server } };
  if (target.type === "ip") return { type: target.type, ip: { ip: target.ip } };
  return { type: target.type, label_selector: { selector: target.selector } };
}

function idOf(loadBalancer: number, target: Target): string {
  const hash = (value: string) => createHash("sha256").update(value).digest("hex");
  if (target.type === "server") return `lb-srv-tgt-${target.server}-${loadBalancer}`;
  if (target.type === "ip") return `lb-ip-tgt-${hash(target.ip)}-${loadBalancer}`;
  return `lb-label-selector-tgt-${hash(target.selector)}-${loadBalancer}`;
}

function isSame(target: Target, found: JsonObject): boolean {
  if (found["type"] !== target.type) return false;
  if (target.type === "server") return member(found, "server")["id"] === target.server;
  if (target.type === "ip") return member(found, "ip")["ip"] === target.ip;
  return member(found, "label_selector")["selector"] === target.selector;
}

function find(loadBalancer: number, { api }: VerbContext): Promise<JsonObject | undefined> {
  return api.find(`/load_balancers/${loadBalancer}`, "load_balancer");
}

function missing(what: string): DiagnosticError {
  return new DiagnosticError(`There is no ${what}`, "A load balancer's target needs both; look at their ids.");
}

/** Both must be there; and in a private network, if the load balancer is to use private addresses. */
async function checkBoth(loadBalancer: number, plan: ValueMap, context: VerbContext): Promise<void> {
  const found = await find(loadBalancer, context);
  if (found === undefined) throw missing(`load balancer ${loadBalancer}`);
  const target = targetOf(plan);
  if (target.type !== "server") return;
  const server = await context.api.find(`/servers/${target.server}`, "server");
  if (server === undefined) throw missing(`server ${target.server}`);
  if (flag(plan, "use_private_ip") && members(found, "private_net").length === 0) {
    throw new DiagnosticError(
      "The load balancer is in no private network",
      `Load balancer ${loadBalancer} cannot use private addresses. Attach it first (hcloud_load_balancer_network, and depends_on).`,
      { path: path("use_private_ip") },
    );
  }
  await find(loadBalancer, context);
}

async function add(plan: ValueMap, context: ChangeContext): Promise<Found> {
  const loadBalancer = integer(plan, "load_balancer_id");
  await checkBoth(loadBalancer, plan, context);
  const [target, usePrivateIp] = [targetOf(plan), flag(plan, "use_private_ip")];
  const body = { ...bodyOf(target), ...(usePrivateIp ? { use_private_ip: true } : {}) };
  try {
    await context.api.act(`/load_balancers/${loadBalancer}/actions/add_target`, body);
  } catch (error) {
    if (!failedWith(error, "target_already_defined")) throw error;
  }
  const isPlain = target.type === "ip";
  return { id: idOf(loadBalancer, target), ...(isPlain ? {} : { use_private_ip: usePrivateIp }) };
}

async function remove(state: ValueMap, context: VerbContext): Promise<void> {
  const { api } = context;
  const [loadBalancer, target] = [integer(state, "load_balancer_id"), targetOf(state)];
  const found = await find(loadBalancer, context);
  if (found === undefined || !members(found, "targets").some((each) => isSame(target, each))) return;
  const when = (error: unknown) => failedWith(error, "conflict", "locked");
  const post = () => api.post(`/load_balancers/${loadBalancer}/actions/remove_target`, bodyOf(target));
  try {
    await api.waitFor(await retry(api, { when }, post));
  } catch (error) {
    if (!failedWith(error, "not_found")) throw error;
  }
}

/** `hcloud_load_balancer_target`: a change takes the target away and adds it again. */
export const loadBalancerTarget: Verbs = {
  create: add,
  read: async (state, context) => {
    const [loadBalancer, target] = [integer(state, "load_balancer_id"), targetOf(state)];
    const found = await find(loadBalancer, context);
    const same = members(found ?? {}, "targets").find((each) => isSame(target, each));
    if (same === undefined) return undefined;
    const isPlain = target.type === "ip";
    return {
      id: idOf(loadBalancer, target),
      ...(isPlain ? {} : { use_private_ip: same["use_private_ip"] === true }),
    };
  },
  update: async (state, plan, context) => {
    await remove(state, context);
    return add(plan, context);
  },
  delete: remove,
  importState: async (id, context) => {
    const [, loadBalancer, type = "", which = ""] = /^(\d+)__(server|label_selector|ip)__(.+)$/s.exec(id) ?? [];
    if (loadBalancer === undefined) {
      throw new DiagnosticError(
        "Cannot import the load balancer's target",
        `The id "${id}" has another form: give LOAD_BALANCER_ID__server__SERVER_ID, LOAD_BALANCER_ID__label_selector__SELECTOR or LOAD_BALANCER_ID__ip__ADDRESS.`,
      );
    }
    if ((await find(Number(loadBalancer), context)) === undefined) throw missing(`load balancer ${loadBalancer}`);
    const one = type === "server" ? { server_id: Number(which) } : { [type]: which };
    return { load_balancer_id: Number(loadBalancer), type, ...one };
  },
};
