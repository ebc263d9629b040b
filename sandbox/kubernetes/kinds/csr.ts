import { forbidden } from "../api/api-error";
import { type FieldError, fieldError } from "../api/field-error";
import { at, type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { nameOf } from "../plain/object-meta";
import { durationText } from "../tables/age";
import { ageCell } from "./cells";
import type { KindRules, RuleContext } from "./kind-rules";

const usages = [
  "any",
  "cert sign",
  "client auth",
  "code signing",
  "content commitment",
  "crl sign",
  "data encipherment",
  "decipher only",
  "digital signature",
  "email protection",
  "encipher only",
  "ipsec end system",
  "ipsec tunnel",
  "ipsec user",
  "key agreement",
  "key encipherment",
  "microsoft sgc",
  "netscape sgc",
  "ocsp signing",
  "s/mime",
  "server auth",
  "signing",
  "timestamping",
];
const decisions = ["Approved", "Denied", "Failed"];

/** Certificate signing requests. */
export const csrRules: KindRules = {
  // Specification and status are nobody's: the first never changes.
  resetFields: ["spec", "status"],
  subresourceResetFields: { status: ["spec", "status.conditions"], approval: ["spec", "status.certificate"] },
  setDefaults: (draft, { nowMs, subresource }) => {
    if (subresource === "") return;
    const time = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
    for (const condition of objectsOf(at(draft, "status", "conditions"))) {
      for (const name of ["lastUpdateTime", "lastTransitionTime"])
        if (condition[name] === null || condition[name] === undefined) condition[name] = time;
    }
  },
  admitCreate: refuseMasters,
  prepareCreate: (draft, { user }) => {
    const spec = objectOf(draft["spec"]);
    for (const name of ["username", "uid", "groups", "extra"]) delete spec[name];
    spec["username"] = user.name;
    if (user.uid !== "") spec["uid"] = user.uid;
    spec["groups"] = [...user.groups];
    if (Object.keys(user.extra).length > 0) {
      spec["extra"] = Object.fromEntries(Object.entries(user.extra).map(([key, values]) => [key, [...values]]));
    }
    draft["status"] = {};
  },
  prepareUpdate: (draft, live, { subresource }) => {
    draft["spec"] = objectOf(live["spec"]);
    const [status, before] = [{ ...objectOf(draft["status"]) }, objectOf(live["status"])];
    if (subresource === "approval") {
      if (before["certificate"] === undefined) delete status["certificate"];
      else status["certificate"] = before["certificate"];
      keepTimes(status, before);
    }
    if (subresource !== "") draft["status"] = status;
  },
  validate: (object, live, context) => {
    if (live === undefined) return requestErrors(objectOf(object["spec"]));
    return context.subresource === "" ? [] : conditionErrors(object, live, context.subresource);
  },
  selectableFields: { "spec.signerName": (object) => textOf(at(object, "spec", "signerName")) },
  cells: (object, nowMs) => {
    const seconds = at(object, "spec", "expirationSeconds");
    const duration = typeof seconds === "number" ? durationText(seconds) : "<none>";
    return [
      nameOf(object),
      ageCell(object, nowMs),
      textOf(at(object, "spec", "signerName")),
      textOf(at(object, "spec", "username")),
      duration,
      stateText(object),
    ];
  },
};

/** A condition that was there keeps its times. */
function keepTimes(status: JsonObject, before: JsonObject): void {
  for (const condition of objectsOf(status["conditions"])) {
    const old = objectsOf(before["conditions"]).find((row) => row["type"] === condition["type"]);
    if (old === undefined || old["status"] !== condition["status"]) continue;
    for (const name of ["lastTransitionTime", "lastUpdateTime"]) {
      const value = old[name];
      if (value !== undefined) condition[name] = value;
    }
  }
}

function stateText(object: JsonObject): string {
  const types = objectsOf(at(object, "status", "conditions")).map((row) => textOf(row["type"]));
  const own = types.includes("Denied") ? ["Denied"] : types.includes("Approved") ? ["Approved"] : ["Pending"];
  if (types.includes("Failed")) own.push("Failed");
  if (textOf(at(object, "status", "certificate")) !== "") own.push("Issued");
  return own.join(",");
}

/** Nobody gets into system:masters by a request. @throws ApiError 403 */
function refuseMasters(draft: JsonObject, { resource }: RuleContext): void {
  if (at(draft, "spec", "signerName") !== "kubernetes.io/kube-apiserver-client") return;
  const pem = Buffer.from(textOf(at(draft, "spec", "request")), "base64").toString("utf8");
  const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64");
  // Organisation (2.5.4.10), then a text of that length and content.
  const wanted = Buffer.from("system:masters");
  if (
    !der.includes(
      Buffer.concat([Buffer.from([0x06, 0x03, 0x55, 0x04, 0x0a]), Buffer.from([0x0c, wanted.length]), wanted]),
    ) &&
    !der.includes(
      Buffer.concat([Buffer.from([0x06, 0x03, 0x55, 0x04, 0x0a]), Buffer.from([0x13, wanted.length]), wanted]),
    )
  )
    return;
  throw forbidden(
    resource,
    nameOf(draft),
    "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed",
  );
}

function requestErrors(spec: JsonObject): FieldError[] {
  const errors: FieldError[] = [];
  const request = textOf(spec["request"]);
  if (!Buffer.from(request, "base64").toString("utf8").includes("-----BEGIN CERTIFICATE REQUEST-----")) {
    errors.push(fieldError.invalid("spec.request", request, "PEM block type must be CERTIFICATE REQUEST"));
  }
  const own = textsOf(spec["usages"]);
  if (own.length === 0) errors.push(fieldError.required("spec.usages"));
  for (const [index, usage] of own.entries())
    if (!usages.includes(usage)) errors.push(fieldError.notSupported(`spec.usages[${index}]`, usage, usages));
  errors.push(...signerErrors(textOf(spec["signerName"])));
  const seconds = spec["expirationSeconds"];
  if (typeof seconds === "number" && seconds < 600) {
    errors.push(
      fieldError.invalid(
        "spec.expirationSeconds",
        seconds,
        "may not specify a duration less than 600 seconds (10 minutes)",
      ),
    );
  }
  return errors;
}

function signerErrors(signer: string): FieldError[] {
  if (signer === "") return [fieldError.required("spec.signerName")];
  if (/^[a-z0-9.-]+\.[a-z0-9-]+\/.+$/.test(signer)) return [];
  return [
    fieldError.invalid(
      "spec.signerName",
      signer,
      "must be a fully qualified domain and path of the form 'example.com/signer-name'",
    ),
  ];
}

function conditionErrors(object: JsonObject, live: JsonObject, subresource: string): FieldError[] {
  const path = "status.conditions";
  const [after, before] = [objectsOf(at(object, "status", "conditions")), objectsOf(at(live, "status", "conditions"))];
  const has = (rows: readonly JsonObject[], type: string) => rows.some((row) => row["type"] === type);
  const errors: FieldError[] = [];
  for (const [index, row] of after.entries()) {
    if (textOf(row["status"]) === "") errors.push(fieldError.required(`${path}[${index}].status`));
    if (textOf(row["type"]) === "") errors.push(fieldError.required(`${path}[${index}].type`));
    const other = row["type"] === "Denied" ? "Approved" : row["type"] === "Approved" ? "Denied" : undefined;
    if (other !== undefined && has(after.slice(0, index), other)) {
      errors.push(fieldError.invalid(path, row["type"] ?? "", "Approved and Denied conditions are mutually exclusive"));
    }
  }
  for (const type of decisions) {
    const isFixed = type !== "Failed" || subresource !== "status";
    if (has(before, type) && !has(after, type))
      errors.push(fieldError.forbidden(path, `updates may not remove a condition of type "${type}"`));
    if (!has(before, type) && has(after, type) && isFixed && subresource !== "approval")
      errors.push(fieldError.forbidden(path, `updates may not add a condition of type "${type}"`));
  }
  return errors;
}
