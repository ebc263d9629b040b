import { at, isObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { selectorCell, usualCells } from "./cells";
import type { KindRules } from "./kind-rules";
import { setMissing } from "./pod-spec-defaults";

/** Endpoint slices. */
export const endpointSliceRules: KindRules = {
  hasGeneration: true,
  allowsCreateOnUpdate: true,
  setDefaults: (draft) => {
    for (const port of objectsOf(draft["ports"])) setMissing(port, { name: "", protocol: "TCP" });
  },
  cells: (object, nowMs) => {
    const ports = objectsOf(object["ports"]).map((port) => (port["port"] === undefined ? "*" : String(port["port"])));
    const addresses = objectsOf(object["endpoints"]).flatMap((row) => textsOf(row["addresses"]));
    return usualCells(object, nowMs, textOf(object["addressType"]), limited(ports), limited(addresses));
  },
};

function limited(items: readonly string[]): string {
  if (items.length === 0) return "<unset>";
  return items.length > 3 ? `${items.slice(0, 3).join(",")} + ${items.length - 3} more...` : items.join(",");
}

/** Endpoints. */
export const endpointsRules: KindRules = {
  allowsCreateOnUpdate: true,
  cells: (object, nowMs) => {
    const all = objectsOf(object["subsets"]).flatMap((subset) =>
      objectsOf(subset["addresses"]).flatMap((row) => {
        const ports = objectsOf(subset["ports"]);
        return ports.length === 0
          ? [textOf(row["ip"])]
          : ports.map((port) => `${textOf(row["ip"])}:${String(port["port"])}`);
      }),
    );
    return usualCells(object, nowMs, all.length === 0 ? "<none>" : limited(all));
  },
};

/** Ingresses. */
export const ingressRules: KindRules = {
  hasGeneration: true,
  cells: (object, nowMs) => {
    const spec = objectOf(object["spec"]);
    const hosts = objectsOf(spec["rules"]).map((rule) => (textOf(rule["host"]) === "" ? "*" : textOf(rule["host"])));
    const addresses = objectsOf(at(object, "status", "loadBalancer", "ingress")).map((row) =>
      textOf(row["ip"]) === "" ? textOf(row["hostname"]) : textOf(row["ip"]),
    );
    const name = textOf(spec["ingressClassName"]);
    return usualCells(
      object,
      nowMs,
      name === "" ? "<none>" : name,
      hosts.length === 0 ? "*" : hosts.join(","),
      addresses.join(","),
      objectsOf(spec["tls"]).length > 0 ? "80, 443" : "80",
    );
  },
};

/** Network policies. */
export const networkPolicyRules: KindRules = {
  hasGeneration: true,
  setDefaults: (draft) => {
    const spec = draft["spec"];
    if (!isObject(spec)) return;
    for (const rule of [...objectsOf(spec["ingress"]), ...objectsOf(spec["egress"])])
      for (const port of objectsOf(rule["ports"])) setMissing(port, { protocol: "TCP" });
    if (spec["policyTypes"] === undefined)
      spec["policyTypes"] = spec["egress"] === undefined ? ["Ingress"] : ["Ingress", "Egress"];
  },
  cells: (object, nowMs) => usualCells(object, nowMs, selectorCell(at(object, "spec", "podSelector"))),
};

/** Ingress classes. */
export const ingressClassRules: KindRules = {
  hasGeneration: true,
  cells: (object, nowMs) => {
    const parameters = objectOf(at(object, "spec", "parameters"));
    const group = textOf(parameters["apiGroup"]);
    const shown =
      at(object, "spec", "parameters") === undefined
        ? "<none>"
        : `${textOf(parameters["kind"])}${group === "" ? "" : `.${group}`}/${textOf(parameters["name"])}`;
    return usualCells(object, nowMs, textOf(at(object, "spec", "controller")), shown);
  },
};
