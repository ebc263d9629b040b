import { badRequest, notFound } from "../api/api-error";
import type { Call } from "../api/call";
import { type FieldError, fieldError, invalidObject } from "../api/field-error";
import type { ApiReply } from "../api/request";
import { at, type JsonObject, objectsOf, textOf } from "../plain/json";
import { nameOf } from "../plain/object-meta";

/** GET of a pod's log: the containers here say nothing. @throws ApiError 400, 404 or 422 as the real server does */
export function logReply({ services, resource, info, request }: Call): ApiReply {
  const pod = services.registry.get(resource, info.namespace, info.name);
  const errors = optionErrors(request.query);
  if (errors.length > 0) throw invalidObject("", "PodLogOptions", info.name, errors);
  requireContainer(pod, request.query.get("container") ?? "");
  const nodeName = textOf(at(pod, "spec", "nodeName"));
  if (nodeName === "") return { status: 204, headers: {}, body: "" };
  const nodes = services.resources.named("nodes");
  if (services.registry.find(nodes, "", nodeName) === undefined) throw notFound(nodes, nodeName);
  return { status: 200, headers: { "content-type": "text/plain" }, body: "" };
}

/** A container that a pod has; without a name, the only one. @throws ApiError 400 */
export function requireContainer(pod: JsonObject, asked: string): void {
  const names = (member: string) => objectsOf(at(pod, "spec", member)).map((container) => textOf(container["name"]));
  const [own, init, ephemeral] = [names("containers"), names("initContainers"), names("ephemeralContainers")];
  if (asked !== "" && ![...init, ...own, ...ephemeral].includes(asked))
    throw badRequest(`container ${asked} is not valid for pod ${nameOf(pod)}`);
  if (asked !== "" || own.length <= 1) return;
  const initText = init.length === 0 ? "" : ` or one of the init containers: [${init.join(" ")}]`;
  throw badRequest(
    `a container name must be specified for pod ${nameOf(pod)}, choose one of: [${own.join(" ")}]${initText}`,
  );
}

function optionErrors(query: URLSearchParams): FieldError[] {
  const least = { tailLines: 0, limitBytes: 1, sinceSeconds: 1 };
  return Object.entries(least).flatMap(([name, lowest]) => {
    const text = query.get(name);
    if (text === null || !(Number(text) < lowest)) return [];
    const detail = lowest === 0 ? "must be greater than or equal to 0" : "must be greater than 0";
    return [fieldError.invalid(name, Number(text), detail)];
  });
}
