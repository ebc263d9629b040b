import type { Value } from "../../../provider-bridge/framework/values/value";
import { type JsonObject, member, members } from "../api";
import { foundLoadBalancer } from "../verbs/load-balancer";
import { checkValue, httpValue } from "../verbs/load-balancer-service-values";
import type { Found } from "../verbs/verbs";
import { type Kind, lookUpAll, lookUpOne } from "./sdk-lookup";

function found(json: JsonObject): Found {
  return {
    ...foundLoadBalancer(json),
    id: Number(json["id"]),
    service: members(json, "services").map(serviceValue),
    target: members(json, "targets").map(targetValue),
  };
}

/** The real provider's schema wants numbers for codes and texts for certificates, which such values are converted to. */
function serviceValue(service: JsonObject): Value {
  const isHttp = service["protocol"] !== "tcp";
  return new Map<string, Value>([
    ["destination_port", Number(service["destination_port"])],
    ["health_check", [withCodes(checkValue(member(service, "health_check")))]],
    ["http", isHttp ? [withCertificates(httpValue(member(service, "http")))] : []],
    ["listen_port", Number(service["listen_port"])],
    ["protocol", String(service["protocol"])],
    ["proxyprotocol", service["proxyprotocol"] === true],
  ]);
}

function withCertificates(http: Value): Value {
  if (!(http instanceof Map)) return http;
  const certificates: Value = http.get("certificates") ?? [];
  return new Map<string, Value>(http).set("certificates", Array.isArray(certificates) ? certificates.map(String) : []);
}

/** Codes with a placeholder (`2??`) are no numbers, and are left out. */
function withCodes(check: Value): Value {
  if (!(check instanceof Map)) return check;
  const http: Value = check.get("http") ?? [];
  const blocks = Array.isArray(http) ? http : [];
  return new Map<string, Value>(check).set(
    "http",
    blocks.map((block: Value) => {
      if (!(block instanceof Map)) return block;
      const codes: Value = block.get("status_codes") ?? [];
      const numbers = Array.isArray(codes) ? codes.map(Number).filter((code) => Number.isInteger(code)) : [];
      return new Map<string, Value>(block).set("status_codes", numbers);
    }),
  );
}

function targetValue(target: JsonObject): Value {
  const { id } = member(target, "server");
  const { selector } = member(target, "label_selector");
  return new Map<string, Value>([
    ["label_selector", typeof selector === "string" ? selector : ""],
    ["server_id", typeof id === "number" ? id : 0],
    ["type", String(target["type"])],
  ]);
}

const kind: Kind = { list: "load_balancers", one: "load_balancer", found };

/** `hcloud_load_balancer`. */
export const loadBalancer = lookUpOne({
  ...kind,
  found: (json) => {
    const { service, ...all } = found(json);
    return { ...all, service: Array.isArray(service) && service.length === 0 ? null : (service ?? null) };
  },
});

/** `hcloud_load_balancers`. */
export const loadBalancers = lookUpAll(kind);
