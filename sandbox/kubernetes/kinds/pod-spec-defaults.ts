import { isObject, type Json, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";

/** Fills in what the server puts into a pod's spec, its own or that of a template. */
export function setPodSpecDefaults(spec: JsonObject): void {
  const isHostNetwork = spec["hostNetwork"] === true;
  setMissing(spec, {
    restartPolicy: "Always",
    terminationGracePeriodSeconds: 30,
    dnsPolicy: "ClusterFirst",
    securityContext: {},
    schedulerName: "default-scheduler",
  });
  for (const volume of objectsOf(spec["volumes"])) setVolumeDefaults(volume);
  for (const list of ["initContainers", "containers", "ephemeralContainers"]) {
    for (const container of objectsOf(spec[list])) setContainerDefaults(container, isHostNetwork);
  }
  if (textOf(spec["serviceAccountName"]) !== "") spec["serviceAccount"] = spec["serviceAccountName"] ?? "";
  else if (textOf(spec["serviceAccount"]) !== "") spec["serviceAccountName"] = spec["serviceAccount"] ?? "";
  for (const constraint of objectsOf(spec["topologySpreadConstraints"])) setMissing(constraint, {});
}

/** Sets members that are not there. */
export function setMissing(target: JsonObject, values: JsonObject): void {
  for (const [name, value] of Object.entries(values)) if (target[name] === undefined) target[name] = value;
}

function setContainerDefaults(container: JsonObject, isHostNetwork: boolean): void {
  setMissing(container, {
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    imagePullPolicy: pullPolicyOf(textOf(container["image"])),
  });
  for (const port of objectsOf(container["ports"])) {
    setMissing(port, { protocol: "TCP" });
    if (isHostNetwork && port["hostPort"] === undefined) port["hostPort"] = port["containerPort"] ?? 0;
  }
  for (const variable of objectsOf(container["env"])) {
    const reference = objectOf(variable["valueFrom"])["fieldRef"];
    if (isObject(reference)) setMissing(reference, { apiVersion: "v1" });
  }
  setResourceDefaults(container["resources"]);
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"]) setProbeDefaults(container[name]);
  const hooks = objectOf(container["lifecycle"]);
  for (const hook of [hooks["postStart"], hooks["preStop"]]) setHttpDefaults(objectOf(hook)["httpGet"]);
}

/** A limit is also the request, where none is given. */
function setResourceDefaults(resources: Json | undefined): void {
  if (!isObject(resources) || !isObject(resources["limits"])) return;
  const requests: JsonObject = { ...objectOf(resources["requests"]) };
  for (const [name, value] of Object.entries(resources["limits"]))
    if (!Object.hasOwn(requests, name)) requests[name] = value;
  if (Object.keys(requests).length > 0) resources["requests"] = requests;
}

/** Without a tag, or with the tag "latest", an image is always pulled. */
function pullPolicyOf(image: string): string {
  const last = image.split("/").at(-1) ?? "";
  if (last.includes("@")) return "IfNotPresent";
  const tag = last.includes(":") ? last.slice(last.lastIndexOf(":") + 1) : "latest";
  return tag === "latest" ? "Always" : "IfNotPresent";
}

function setProbeDefaults(probe: Json | undefined): void {
  if (!isObject(probe)) return;
  setMissing(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  setHttpDefaults(probe["httpGet"]);
  const grpc = probe["grpc"];
  if (isObject(grpc)) setMissing(grpc, { service: "" });
}

function setHttpDefaults(get: Json | undefined): void {
  if (isObject(get)) setMissing(get, { path: "/", scheme: "HTTP" });
}

const defaultModes: Readonly<Record<string, JsonObject>> = {
  secret: { defaultMode: 0o644 },
  configMap: { defaultMode: 0o644 },
  downwardAPI: { defaultMode: 0o644 },
  projected: { defaultMode: 0o644 },
  hostPath: { type: "" },
};

function setVolumeDefaults(volume: JsonObject): void {
  for (const [name, values] of Object.entries(defaultModes)) {
    const source = volume[name];
    if (isObject(source)) setMissing(source, values);
  }
  if (Object.keys(volume).length === 1) volume["emptyDir"] = {};
  const items = [...objectsOf(objectOf(volume["downwardAPI"])["items"])];
  for (const source of objectsOf(objectOf(volume["projected"])["sources"])) {
    items.push(...objectsOf(objectOf(source["downwardAPI"])["items"]));
    const token = source["serviceAccountToken"];
    if (isObject(token)) setMissing(token, { expirationSeconds: 3600 });
  }
  for (const item of items) {
    const reference = item["fieldRef"];
    if (isObject(reference)) setMissing(reference, { apiVersion: "v1" });
  }
}
