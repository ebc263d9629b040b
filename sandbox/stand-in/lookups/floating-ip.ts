import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { conflict } from "../resources/checks";
import { foundFloatingIp } from "../verbs/floating-ip";
import { text } from "../verbs/values";
import type { Lookup } from "./lookup";
import { type Kind, lookUpAll, lookUpOne } from "./sdk-lookup";

const kind: Kind = {
  list: "floating_ips",
  one: "floating_ip",
  found: (json) => ({ ip_network: null, server_id: null, ...foundFloatingIp(json), id: Number(json["id"]) }),
};

const byName = lookUpOne(kind);

/** `hcloud_floating_ip`: found by its address too, for which the API has no parameter. */
export const floatingIp: Lookup = {
  checks: [conflict("selector", "with_selector"), conflict("with_selector", "selector")],
  read: async (config, context) => {
    const address = text(config, "ip_address");
    if (address === "") return byName.read(config, context);
    const all = (await context.api.list(kind.list)).map(kind.found);
    const found = all.find((each) => each["ip_address"] === address);
    if (found !== undefined) return found;
    throw new DiagnosticError(`Cannot find the floating IP "${address}"`, "There is none like it in this project.");
  },
};

/** `hcloud_floating_ips`. */
export const floatingIps = lookUpAll(kind);
