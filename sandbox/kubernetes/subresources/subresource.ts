/**
 * Subresources: what is asked of an object below its name (`/eviction`, `/scale`, `/token` …), one a file.
 * Here belongs what each of them does; never the object's own reading and writing: that is the registry's.
 */
import { ApiError, badRequest, methodNotAllowed, notPlayed } from "../api/api-error";
import type { Call } from "../api/call";
import type { ApiReply } from "../api/request";
import { noResource } from "../discovery/non-resource";
import { at, type JsonObject, textOf } from "../plain/json";
import { getObject } from "../verbs/get";
import { patchObject } from "../verbs/patch";
import { updateObject } from "../verbs/update";
import { bindingReply } from "./binding";
import { evict } from "./eviction";
import { logReply, requireContainer } from "./log";
import { scaleReply } from "./scale";
import { tokenReply } from "./token";

/** Answers for a subresource. @throws ApiError 404 where there is none, 405 where it has not that verb, 501 where it is not played */
export async function subresourceReply(call: Call): Promise<ApiReply> {
  const { info, resource } = call;
  const known = resource.subresources.find(({ name }) => name === info.subresource);
  if (known === undefined) throw noResource();
  if (!known.verbs.includes(info.verb)) throw methodNotAllowed();
  switch (info.subresource) {
    case "scale":
      return scaleReply(call);
    case "eviction":
      return evict(call);
    case "token":
      return tokenReply(call);
    case "binding":
      return bindingReply(call);
    case "log":
      return logReply(call);
    case "exec":
    case "attach":
    case "portforward":
    case "proxy":
      return refuseStream(call);
    default:
      return sameForm(call);
  }
}

/** Subresources that have the form of their object: status, approval, finalize, ephemeralcontainers, resize. */
async function sameForm(call: Call): Promise<ApiReply> {
  if (call.info.verb === "get") return getObject(call);
  return call.info.verb === "update" ? updateObject(call) : patchObject(call);
}

/** What is refused before a stream to a container is opened. @throws ApiError 400 */
function requireStream({ info, request }: Call, pod: JsonObject): void {
  if (info.subresource !== "portforward") requireContainer(pod, request.query.get("container") ?? "");
  if (textOf(at(pod, "spec", "nodeName")) === "") throw badRequest(`pod ${info.name} does not have a host assigned`);
  if (!request.headers.has("upgrade")) throw badRequest("Upgrade request required");
}

function refuseStream(call: Call): never {
  const { services, resource, info } = call;
  const object = services.registry.get(resource, info.namespace, info.name);
  if (resource.name === "services" && info.subresource === "proxy") {
    throw new ApiError(503, "ServiceUnavailable", `no endpoints available for service ${JSON.stringify(info.name)}`);
  }
  if (resource.name === "pods" && info.subresource === "proxy" && textOf(at(object, "status", "podIP")) === "") {
    throw badRequest("address not allowed");
  }
  if (resource.name === "pods" && info.subresource !== "proxy") requireStream(call, object);
  throw notPlayed(`${resource.name}/${info.subresource}`, "its containers are not there");
}
