import { badRequest, notFound } from "../api/api-error";
import type { Call } from "../api/call";
import type { ApiReply } from "../api/request";
import { at, objectsOf, textOf } from "../plain/json";

/** GET of a pod's log: the containers here say nothing. @throws ApiError 400 as the real server does */
export function logReply({ services, resource, info, request }: Call): ApiReply {
  const pod = services.registry.get(resource, info.namespace, info.name);
  const asked = request.query.get("container") ?? "";
  const names = (member: string) => objectsOf(at(pod, "spec", member)).map((container) => textOf(container["name"]));
  const [own, init] = [names("containers"), names("initContainers")];
  const all = [...init, ...own];
  if (asked !== "" && !all.includes(asked)) throw badRequest(`container ${asked} is not valid for pod ${info.name}`);
  if (asked === "" && own.length > 1) {
    const choices = own.join(" ");
    const initText = init.length === 0 ? "" : ` or one of the init containers: [${init.join(" ")}]`;
    throw badRequest(`a container name must be specified for pod ${info.name}, choose one of: [${choices}]${initText}`);
  }
  const nodeName = textOf(at(pod, "spec", "nodeName"));
  if (nodeName === "") return { status: 200, headers: { "content-type": "application/json" }, body: "" };
  const nodes = services.resources.named("nodes");
  if (services.registry.find(nodes, "", nodeName) === undefined) throw notFound(nodes, nodeName);
  return { status: 200, headers: { "content-type": "text/plain" }, body: "" };
}
