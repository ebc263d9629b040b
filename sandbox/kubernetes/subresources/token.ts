import { badRequest, notFound } from "../api/api-error";
import type { Call } from "../api/call";
import { fieldError, invalidObject } from "../api/field-error";
import { writeQuery } from "../api/options";
import { readBody } from "../api/read-body";
import { type ApiReply, managerOf } from "../api/request";
import { objectReply } from "../api/write-answer";
import { trackUpdate } from "../fields/track-update";
import { divisionOfType } from "../fields/typed-walk";
import { at, type JsonObject, objectOf, textOf, textsOf } from "../plain/json";
import { metadataOf, nameOf, namespaceOf, uidOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";

const wanted = {
  group: "authentication.k8s.io",
  version: "v1",
  kind: "TokenRequest",
  typeName: "authentication.v1.TokenRequest",
};
const shortestSeconds = 600;
const longestSeconds = 2 ** 32;

/** POST of a TokenRequest to a service account. */
export function tokenReply(call: Call): ApiReply {
  const { request, info, resource, services } = call;
  writeQuery(request.query, "CreateOptions");
  const { object } = readBody(request, wanted, "Ignore");
  const account = services.registry.get(resource, info.namespace, info.name);
  const spec = objectOf(object["spec"]);
  const asked = spec["expirationSeconds"];
  const expirationSeconds = typeof asked === "number" ? asked : 3600;
  checkExpiration(expirationSeconds);
  const bound = boundObject(call, objectOf(spec["boundObjectRef"]));
  const given = textsOf(spec["audiences"]);
  const audiences = given.length === 0 ? [services.tokens.issuer] : given;
  const token = services.tokens.issue({
    serviceAccount: account,
    audiences,
    expirationSeconds,
    ...(bound === undefined ? {} : { bound }),
  });
  const nowMs = services.clock.now();
  const defaulted = {
    ...object,
    spec: { ...spec, audiences, expirationSeconds, boundObjectRef: spec["boundObjectRef"] ?? null },
  };
  const tracked = trackedRequest(call, spec, expirationSeconds, nowMs);
  const metadata: JsonObject = {
    ...metadataOf(tracked),
    name: nameOf(account),
    namespace: namespaceOf(account),
    uid: uidOf(account),
    creationTimestamp: timeText(nowMs),
  };
  const status = { token, expirationTimestamp: timeText(nowMs + expirationSeconds * 1000) };
  const answer = {
    kind: "TokenRequest",
    apiVersion: "authentication.k8s.io/v1",
    metadata,
    spec: defaulted.spec,
    status,
  };
  return objectReply(201, answer, { ...call.form, as: undefined });
}

/** The request with its owner of fields, as the server keeps them. */
function trackedRequest({ request }: Call, spec: JsonObject, expirationSeconds: number, nowMs: number): JsonObject {
  return trackUpdate(
    { metadata: {}, spec: { audiences: null, boundObjectRef: null }, status: {} },
    // What the server makes up itself is nobody's.
    {
      metadata: {},
      spec: {
        ...spec,
        expirationSeconds,
        boundObjectRef: spec["boundObjectRef"] ?? null,
        audiences: spec["audiences"] ?? null,
      },
    },
    divisionOfType(wanted.typeName),
    {
      manager: managerOf(request),
      apiVersion: "authentication.k8s.io/v1",
      subresource: "token",
      time: timeText(nowMs),
      resetFields: [],
    },
    true,
  );
}

function checkExpiration(seconds: number): void {
  const path = "spec.expirationSeconds";
  const invalid = (detail: string) =>
    invalidObject("authentication.k8s.io", "TokenRequest", "", [fieldError.invalid(path, seconds, detail)]);
  if (seconds < shortestSeconds) throw invalid("may not specify a duration less than 10 minutes");
  if (seconds > longestSeconds) throw invalid("may not specify a duration larger than 2^32 seconds");
}

function boundObject(
  { services, info }: Call,
  reference: JsonObject,
): { kind: string; name: string; uid: string } | undefined {
  const [kind, name] = [textOf(reference["kind"]), textOf(reference["name"])];
  if (kind === "") return undefined;
  const apiVersion = textOf(reference["apiVersion"]);
  if (apiVersion !== "v1" || !["Pod", "Secret", "Node"].includes(kind)) {
    throw badRequest(`cannot bind token to object of type ${apiVersion}, Kind=${kind}`);
  }
  const resource = services.resources.named(`${kind.toLowerCase()}s`);
  const found = services.registry.find(resource, kind === "Node" ? "" : info.namespace, name);
  if (found === undefined) throw notFound(resource, name);
  const uid = textOf(reference["uid"]);
  if (uid !== "" && uid !== at(found, "metadata", "uid")) throw notFound(resource, name);
  return { kind, name, uid: uidOf(found) };
}
