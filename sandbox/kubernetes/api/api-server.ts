import { resourceWithSub } from "../auth/attributes";
import { impersonated } from "../auth/authenticator";
import type { User } from "../auth/user";
import { nonResourceReply, noResource } from "../discovery/non-resource";
import { reviewReply } from "../reviews/review";
import { bindingReply } from "../subresources/binding";
import { subresourceReply } from "../subresources/subresource";
import { createObject } from "../verbs/create";
import { deleteCollection, deleteObject } from "../verbs/delete";
import { getObject } from "../verbs/get";
import { listObjects } from "../verbs/list";
import { patchObject } from "../verbs/patch";
import { updateObject } from "../verbs/update";
import { watchObjects } from "../verbs/watch";
import { ApiError, methodNotAllowed, notPlayed } from "./api-error";
import type { ApiServices, Call } from "./call";
import { componentStatuses } from "./component-statuses";
import { negotiate } from "./negotiation";
import { type ApiReply, type ApiRequest, headerOf } from "./request";
import type { RequestInfo } from "./request-info";
import { attributesOf, requestInfoOf } from "./request-info";
import { textReply } from "./write-answer";

/** Largest body that is read. */
export const largestBodyBytes = 3 * 1024 * 1024;

/** Answers a request; errors are answers, too. */
export async function answer(request: ApiRequest, services: ApiServices): Promise<ApiReply> {
  try {
    return await respond(request, services);
  } catch (error) {
    if (error instanceof ApiError) return errorReply(error);
    const text = error instanceof Error ? error.message : String(error);
    return errorReply(
      new ApiError(500, "InternalError", `Internal error occurred: ${text}`, { causes: [{ message: text }] }),
    );
  }
}

/** An error as its Status. */
export function errorReply(error: ApiError): ApiReply {
  const retry = error.details?.["retryAfterSeconds"];
  const headers = {
    "content-type": "application/json",
    ...(error.code === 403 ? { "x-content-type-options": "nosniff" } : {}),
    ...(typeof retry === "number" ? { "retry-after": String(retry) } : {}),
  };
  return { status: error.code, headers, body: `${JSON.stringify(error.status())}\n` };
}

async function respond(request: ApiRequest, services: ApiServices): Promise<ApiReply> {
  const info = requestInfoOf(request.method, request.path, request.query);
  const user = userOf(request, info, services);
  const decision = services.authorizer.decide(user, attributesOf(info, request.path));
  if (!decision.isAllowed) throw forbiddenFor(user, info, request.path);
  if (request.body.length > largestBodyBytes) {
    throw new ApiError(413, "RequestEntityTooLarge", `Request entity too large: limit is ${largestBodyBytes}`);
  }
  if (!info.isResource) return nonResourceReply(request, services);
  return resourceReply(request, info, user, services);
}

function userOf(request: ApiRequest, info: RequestInfo, services: ApiServices): User {
  const authorization = request.headers.get("authorization")?.[0];
  const user = services.authenticator.authenticate({ authorization, certificate: request.certificate });
  const other = impersonated(request.headers);
  if (other === undefined) return user;
  const asked = {
    kind: "resource",
    verb: "impersonate",
    group: "",
    version: "v1",
    resource: "users",
    subresource: "",
    namespace: "",
    name: other.name,
  } as const;
  if (services.authorizer.decide(user, asked).isAllowed) return other;
  throw forbiddenFor(user, { ...info, verb: `impersonate-on:user-info:${info.verb}` }, request.path);
}

/** 403 of the authoriser. */
function forbiddenFor(user: User, info: RequestInfo, path: string): ApiError {
  const who = `User ${JSON.stringify(user.name)} cannot`;
  if (!info.isResource)
    return new ApiError(403, "Forbidden", `forbidden: ${who} ${info.verb} path ${JSON.stringify(path)}`, {});
  const { group, resource, namespace, verb } = info;
  // A create has no name yet, whatever its path says.
  const name = verb === "create" && info.subresource === "" ? "" : info.name;
  const qualified = group === "" ? resource : `${resource}.${group}`;
  const place = namespace === "" ? "at the cluster scope" : `in the namespace ${JSON.stringify(namespace)}`;
  const message =
    `${qualified}${name === "" ? "" : ` ${JSON.stringify(name)}`} is forbidden: ${who} ${verb} resource ` +
    `${JSON.stringify(resourceWithSub(info))} in API group ${JSON.stringify(group)} ${place}`;
  return new ApiError(403, "Forbidden", message, {
    ...(name === "" ? {} : { name }),
    ...(group === "" ? {} : { group }),
    kind: resource,
  });
}

async function resourceReply(
  request: ApiRequest,
  info: RequestInfo,
  user: User,
  services: ApiServices,
): Promise<ApiReply> {
  const { resources } = services;
  if (info.group !== "" && !resources.groups.some(({ name }) => name === info.group)) {
    if (hasDefinition(info, services)) throw notPlayed(`${info.resource}.${info.group}`, "it is a custom resource");
    return textReply(404, "404 page not found\n");
  }
  const resource = resources.find(info.group, info.version, info.resource);
  if (resource === undefined) throw noResource();
  const isNamespacesItself = resource.name === "namespaces" && resource.group === "";
  if (resource.isNamespaced && info.namespace === "" && info.name !== "") throw noResource();
  if (!resource.isNamespaced && info.namespace !== "" && !isNamespacesItself) throw noResource();
  if (resource.isNamespaced && info.namespace === "" && info.verb === "create" && !resource.name.endsWith("reviews"))
    throw methodNotAllowed();
  if (!services.hasQuorum()) throw withoutQuorum();
  const place = isNamespacesItself ? { ...info, namespace: "" } : info;
  if (info.subresource !== "") {
    const sub = resource.subresources.find(({ name }) => name === info.subresource);
    if (sub === undefined) throw noResource();
    if (!sub.verbs.includes(info.verb)) throw methodNotAllowed();
  } else if (!isServed(info, resource.verbs)) throw methodNotAllowed();
  const form = negotiate(headerOf(request, "accept"));
  return dispatch({ request, info: place, resource, user, form, services });
}

/** Whether somebody has defined such a custom resource: definitions are kept, but nothing is served for them. */
function hasDefinition({ group, resource }: RequestInfo, { registry, resources }: ApiServices): boolean {
  const definitions = resources.named("customresourcedefinitions", "apiextensions.k8s.io");
  return registry.find(definitions, "", `${resource}.${group}`) !== undefined;
}

function isServed({ verb, name, isOldWatch }: RequestInfo, verbs: readonly string[]): boolean {
  if (isOldWatch) return verbs.includes("watch");
  if (name === "" && !["create", "list", "watch", "deletecollection"].includes(verb)) return false;
  if (name !== "" && !["get", "update", "patch", "delete"].includes(verb)) return false;
  return verbs.includes(verb);
}

function withoutQuorum(): ApiError {
  return new ApiError(500, "", "etcdserver: request timed out");
}

async function dispatch(call: Call): Promise<ApiReply> {
  const { info, resource } = call;
  if (info.subresource !== "") return subresourceReply(call);
  if (call.request.method === "HEAD") throw methodNotAllowed();
  if (resource.name === "componentstatuses") return componentStatuses(call);
  if (resource.name === "bindings") return bindingReply(call);
  switch (info.verb) {
    case "get":
      return getObject(call);
    case "list":
      return listObjects(call);
    case "watch":
      return watchObjects(call);
    case "create":
      return reviewReply(call) ?? createObject(call);
    case "update":
      return updateObject(call);
    case "patch":
      return patchObject(call);
    case "delete":
      return deleteObject(call);
    case "deletecollection":
      return deleteCollection(call);
    default:
      throw methodNotAllowed();
  }
}
