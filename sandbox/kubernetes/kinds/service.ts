import { isIP } from "node:net";
import { type FieldError, fieldError, invalidObject } from "../api/field-error";
import { at, isObject, type Json, type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { nameOf } from "../plain/object-meta";
import type { ObjectStore } from "../store/object-store";
import { ageCell, listCell } from "./cells";
import { addressIn, numberOf } from "./cluster-ip";
import type { KindRules, RuleContext } from "./kind-rules";
import { labelErrors } from "./names";
import { setMissing } from "./pod-spec-defaults";

const [lowestNodePort, highestNodePort] = [30_000, 32_767];

/** Services. */
export const serviceRules: KindRules = {
  nameErrors: labelErrors,
  answersWithObject: true,
  setDefaults: setServiceDefaults,
  prepareCreate: (draft, context) => allocate(draft, undefined, context),
  prepareUpdate: (draft, live, context) => {
    if (context.subresource === "") {
      keepAddresses(draft, live);
      allocate(draft, live, context);
    } else setIngressDefaults(draft);
  },
  validate: serviceErrors,
  selectableFields: {
    "spec.clusterIP": (object) => textOf(at(object, "spec", "clusterIP")),
    "spec.type": (object) => textOf(at(object, "spec", "type")),
  },
  cells: (object, nowMs) => {
    const spec = objectOf(object["spec"]);
    const selector = Object.entries(objectOf(spec["selector"])).map(([key, value]) => `${key}=${String(value)}`);
    const ip = textOf(spec["clusterIP"]);
    return [
      nameOf(object),
      textOf(spec["type"]),
      ip === "" ? "<none>" : ip,
      externalText(object),
      portsText(spec),
      ageCell(object, nowMs),
      listCell(selector),
    ];
  },
};

function setServiceDefaults(draft: JsonObject): void {
  const spec = isObject(draft["spec"]) ? draft["spec"] : {};
  draft["spec"] = spec;
  setMissing(spec, { sessionAffinity: "None", type: "ClusterIP" });
  if (spec["sessionAffinity"] === "ClientIP") {
    setMissing(spec, { sessionAffinityConfig: {} });
    const config = objectOf(spec["sessionAffinityConfig"]);
    setMissing(config, { clientIP: {} });
    setMissing(objectOf(config["clientIP"]), { timeoutSeconds: 10_800 });
  }
  for (const port of objectsOf(spec["ports"])) {
    setMissing(port, { protocol: "TCP" });
    if (port["targetPort"] === undefined || port["targetPort"] === 0 || port["targetPort"] === "")
      port["targetPort"] = port["port"] ?? 0;
  }
  const type = spec["type"];
  if (type === "NodePort" || type === "LoadBalancer") setMissing(spec, { externalTrafficPolicy: "Cluster" });
  if (type === "LoadBalancer") setMissing(spec, { allocateLoadBalancerNodePorts: true });
  if (type !== "ExternalName") setMissing(spec, { internalTrafficPolicy: "Cluster" });
}

function setIngressDefaults(draft: JsonObject): void {
  for (const ingress of objectsOf(at(draft, "status", "loadBalancer", "ingress"))) {
    if (textOf(ingress["ip"]) !== "") setMissing(ingress, { ipMode: "VIP" });
  }
}

/** An update that does not name addresses or ports keeps those it has; what the new type does not have goes. */
function keepAddresses(draft: JsonObject, live: JsonObject): void {
  const [spec, before] = [objectOf(draft["spec"]), objectOf(live["spec"])];
  const type = spec["type"];
  if (type === "ExternalName") {
    for (const name of [
      "clusterIP",
      "clusterIPs",
      "ipFamilies",
      "ipFamilyPolicy",
      "internalTrafficPolicy",
      "externalTrafficPolicy",
      "healthCheckNodePort",
      "allocateLoadBalancerNodePorts",
    ])
      delete spec[name];
    for (const port of objectsOf(spec["ports"])) delete port["nodePort"];
    return;
  }
  if (before["type"] !== "ExternalName" && textOf(spec["clusterIP"]) === "") {
    for (const name of ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"])
      if (before[name] !== undefined) setMissing(spec, { [name]: before[name] ?? null });
  }
  const had = objectsOf(before["ports"]);
  for (const port of objectsOf(spec["ports"])) {
    if (type === "ClusterIP") delete port["nodePort"];
    else {
      const old = had.find((row) => row["port"] === port["port"] && row["protocol"] === port["protocol"]);
      if (port["nodePort"] === undefined && old?.["nodePort"] !== undefined) port["nodePort"] = old["nodePort"];
    }
  }
  if (type === "ClusterIP")
    for (const name of ["externalTrafficPolicy", "healthCheckNodePort", "allocateLoadBalancerNodePorts"])
      delete spec[name];
}

/** Gives a service its address and node ports. @throws ApiError 422 where those it asks for are taken */
function allocate(draft: JsonObject, live: JsonObject | undefined, context: RuleContext): void {
  const spec = objectOf(draft["spec"]);
  if (spec["type"] === "ExternalName") return;
  if (basicErrors(spec).length > 0) return;
  const asked = textOf(spec["clusterIP"]) === "" ? textOf(textsOf(spec["clusterIPs"])[0]) : textOf(spec["clusterIP"]);
  const isHeadless = asked === "None";
  const own = textOf(at(live, "spec", "clusterIP"));
  const refuse = (error: FieldError) => invalidObject("", "Service", nameOf(draft), [error]);
  if (!isHeadless && asked !== own) checkAddress(asked, context, refuse);
  const ip = asked === "" ? freeAddress(context) : asked;
  spec["clusterIP"] = ip;
  setMissing(spec, { clusterIPs: [ip] });
  const family = ip.includes(":") ? "IPv6" : "IPv4";
  const isBare = isHeadless && Object.keys(objectOf(spec["selector"])).length === 0;
  setMissing(
    spec,
    isBare
      ? { ipFamilies: ["IPv4", "IPv6"], ipFamilyPolicy: "RequireDualStack" }
      : { ipFamilies: [family], ipFamilyPolicy: "SingleStack" },
  );
  if (
    spec["type"] === "ClusterIP" ||
    (spec["type"] === "LoadBalancer" && spec["allocateLoadBalancerNodePorts"] === false)
  )
    return;
  allocatePorts(spec, nameOf(draft), live, context);
}

function checkAddress(asked: string, context: RuleContext, refuse: (error: FieldError) => Error): void {
  if (asked === "") return;
  const failed = (why: string) =>
    refuse(fieldError.invalid("spec.clusterIPs", [asked], `failed to allocate IP ${asked}: ${why}`));
  if (!context.settings.serviceSubnets.some((cidr) => numberOf(cidr, asked) !== undefined)) {
    throw failed("the provided network does not match the current range");
  }
  if (takenAddresses(context.store).has(asked)) throw failed("provided IP is already allocated");
}

function takenAddresses(store: ObjectStore): Set<string> {
  return new Set(store.list("/services").flatMap((service) => textsOf(at(service, "spec", "clusterIPs"))));
}

function freeAddress({ store, settings, hex }: RuleContext): string {
  const taken = takenAddresses(store);
  const cidr = settings.serviceSubnets[0] ?? "10.96.0.0/12";
  const start = Number.parseInt(hex().slice(0, 8), 16);
  // The first addresses are kept for services with an address of their own.
  for (let offset = 0; offset < 65_536; offset += 1) {
    const address = addressIn(cidr, 64 + ((start + offset) % 60_000));
    if (address !== undefined && !taken.has(address)) return address;
  }
  return "";
}

function allocatePorts(
  spec: JsonObject,
  name: string,
  live: JsonObject | undefined,
  { store, hex }: RuleContext,
): void {
  const own = new Set(objectsOf(at(live, "spec", "ports")).map((port) => port["nodePort"]));
  const taken = new Set(
    store
      .list("/services")
      .flatMap((service) => [
        ...objectsOf(at(service, "spec", "ports")).map((port) => port["nodePort"]),
        at(service, "spec", "healthCheckNodePort"),
      ]),
  );
  const free = () => {
    const start = Number.parseInt(hex().slice(0, 6), 16);
    const size = highestNodePort - lowestNodePort + 1;
    for (let offset = 0; offset < size; offset += 1) {
      const port = lowestNodePort + ((start + offset) % size);
      if (!taken.has(port)) {
        taken.add(port);
        return port;
      }
    }
    return 0;
  };
  const refuse = (index: number, port: Json, why: string) =>
    invalidObject("", "Service", name, [fieldError.invalid(`spec.ports[${index}].nodePort`, port, why)]);
  for (const [index, port] of objectsOf(spec["ports"]).entries()) {
    const asked = port["nodePort"];
    if (typeof asked !== "number") port["nodePort"] = free();
    else if (asked < lowestNodePort || asked > highestNodePort) {
      throw refuse(
        index,
        asked,
        `provided port is not in the valid range. The range of valid ports is ${lowestNodePort}-${highestNodePort}`,
      );
    } else if (taken.has(asked) && !own.has(asked)) throw refuse(index, asked, "provided port is already allocated");
    else taken.add(asked);
  }
  const needsCheck = spec["type"] === "LoadBalancer" && spec["externalTrafficPolicy"] === "Local";
  if (needsCheck && spec["healthCheckNodePort"] === undefined)
    spec["healthCheckNodePort"] = at(live, "spec", "healthCheckNodePort") ?? free();
}

function basicErrors(spec: JsonObject): FieldError[] {
  const ip = textOf(spec["clusterIP"]);
  if (ip === "" || ip === "None" || isIP(ip) !== 0) return [];
  return [
    fieldError.invalid("spec.clusterIPs[0]", ip, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"),
  ];
}

const portDetail = "must be between 1 and 65535, inclusive";

function isPort(value: Json): boolean {
  return typeof value === "number" && value >= 1 && value <= 65_535;
}

const types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

function serviceErrors(object: JsonObject, live: JsonObject | undefined): FieldError[] {
  const spec = objectOf(object["spec"]);
  const errors = basicErrors(spec);
  const [type, ports] = [textOf(spec["type"]), objectsOf(spec["ports"])];
  if (!types.includes(type)) errors.push(fieldError.notSupported("spec.type", type, types));
  if (ports.length === 0 && spec["clusterIP"] !== "None" && type !== "ExternalName")
    errors.push(fieldError.required("spec.ports"));
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const [name, number] = [textOf(port["name"]), port["port"]];
    if (name === "" && ports.length > 1) errors.push(fieldError.required(`spec.ports[${index}].name`));
    else if (name !== "" && names.has(name)) errors.push(fieldError.duplicate(`spec.ports[${index}].name`, name));
    names.add(name);
    if (!isPort(number ?? 0)) errors.push(fieldError.invalid(`spec.ports[${index}].port`, number ?? 0, portDetail));
    const target = port["targetPort"] ?? 0;
    if (typeof target === "number" && !isPort(target))
      errors.push(fieldError.invalid(`spec.ports[${index}].targetPort`, target, portDetail));
  }
  if (type === "ExternalName" && textOf(spec["externalName"]) === "") {
    errors.push({
      ...fieldError.invalid(
        "spec.externalName",
        textOf(spec["externalName"]),
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ),
    });
  }
  const [before, after] = [textOf(at(live, "spec", "clusterIP")), textOf(spec["clusterIP"])];
  if (before !== "" && after !== "" && before !== after && type !== "ExternalName") {
    errors.push(fieldError.invalid("spec.clusterIPs[0]", [after], "may not change once set"));
  }
  return errors;
}

function externalText(object: JsonObject): string {
  const spec = objectOf(object["spec"]);
  const own = textsOf(spec["externalIPs"]);
  switch (spec["type"]) {
    case "ExternalName":
      return textOf(spec["externalName"]);
    case "LoadBalancer": {
      const given = objectsOf(at(object, "status", "loadBalancer", "ingress")).map((row) =>
        textOf(row["ip"]) === "" ? textOf(row["hostname"]) : textOf(row["ip"]),
      );
      const all = [...given, ...own];
      return all.length === 0 ? "<pending>" : all.join(",");
    }
    default:
      return listCell(own);
  }
}

function portsText(spec: JsonObject): string {
  return listCell(
    objectsOf(spec["ports"]).map((port) => {
      const node = port["nodePort"];
      return `${String(port["port"])}${typeof node === "number" && node > 0 ? `:${node}` : ""}/${textOf(port["protocol"])}`;
    }),
  );
}
