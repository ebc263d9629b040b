import { createHash } from "node:crypto";
import { ApiError, methodNotAllowed } from "../api/api-error";
import type { ApiServices } from "../api/call";
import { acceptedTypes, notAcceptable, unknownForm } from "../api/negotiation";
import { type ApiReply, type ApiRequest, headerOf } from "../api/request";
import { jsonText, textReply } from "../api/write-answer";
import type { JsonObject } from "../plain/json";
import { aggregatedDiscovery } from "./aggregated";
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from "./discovery";
import { healthPaths, healthReply } from "./health";
import { openApiReply } from "./openapi-reply";
import { versionInfo } from "./version";

/** Answers every path that is no resource. @throws ApiError */
export function nonResourceReply(request: ApiRequest, services: ApiServices): ApiReply {
  const path = request.path.length > 1 ? request.path.replace(/\/$/, "") : request.path;
  if (path.includes("//")) return pageNotFound();
  const health = healthReply(request, (check) => check.startsWith("etcd") && !services.hasQuorum());
  if (health !== undefined) return health;
  if (path.startsWith("/openapi/")) return openApiReply(request, services);
  const reply = fixedReply(path, request, services) ?? discoveryReply(path, request, services);
  return reply ?? pageNotFound();
}

function pageNotFound(): ApiReply {
  return textReply(404, "404 page not found\n");
}

function fixedReply(path: string, request: ApiRequest, services: ApiServices): ApiReply | undefined {
  switch (path) {
    case "/version":
      requireGet(request);
      return jsonReply(versionInfo(services.version()));
    case "/":
      return jsonReply({ paths: rootPaths(services) });
    case "/openid/v1/jwks":
      requireAccepts(request, "application/jwk-set+json");
      return keyReply(services.tokens.keySet(), "application/jwk-set+json");
    case "/.well-known/openid-configuration":
      return keyReply(openIdConfiguration(request, services), "application/json");
    case "/metrics":
      return {
        status: 200,
        headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8; escaping=underscores" },
        body: metricsText(services),
      };
    default:
      return undefined;
  }
}

function metricsText({ registry }: ApiServices): string {
  return `# TYPE etcd_db_total_revision gauge\netcd_db_total_revision ${registry.store.revision}\n`;
}

function openIdConfiguration(request: ApiRequest, { tokens }: ApiServices): JsonObject {
  const algorithm = "RS256";
  return {
    issuer: tokens.issuer,
    jwks_uri: `https://${request.host}/openid/v1/jwks`,
    response_types_supported: ["id_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [algorithm],
  };
}

function rootPaths({ resources }: ApiServices): string[] {
  const groups = resources.groups.flatMap(({ name, versions }) =>
    name === "" ? ["/api", "/api/v1"] : [`/apis/${name}`, ...versions.map((version) => `/apis/${name}/${version}`)],
  );
  const others = [
    "/apis",
    "/apis/",
    "/.well-known/openid-configuration",
    "/metrics",
    "/openapi/v2",
    "/openapi/v3",
    "/openapi/v3/",
    "/openid/v1/jwks",
    "/version",
  ];
  return [...groups, ...others, ...healthPaths()].sort();
}

function requireGet(request: ApiRequest): void {
  if (request.method !== "GET") throw methodNotAllowed();
}

function requireAccepts(request: ApiRequest, type: string): void {
  const accepted = acceptedTypes(headerOf(request, "accept"));
  if (accepted.length > 0 && !accepted.some((part) => part.type === type || part.type === "*/*"))
    throw notAcceptable([type]);
}

function jsonReply(object: JsonObject): ApiReply {
  return { status: 200, headers: { "content-type": "application/json" }, body: jsonText(object) };
}

function keyReply(object: JsonObject, type: string): ApiReply {
  return {
    status: 200,
    headers: { "content-type": type, "cache-control": "public, max-age=3600" },
    body: jsonText(object),
  };
}

function discoveryReply(path: string, request: ApiRequest, { resources }: ApiServices): ApiReply | undefined {
  const [, root, group = "", version = "", ...rest] = path.split("/");
  if ((root !== "api" && root !== "apis") || rest.length > 0) return undefined;
  if (request.method !== "GET") throw methodNotAllowed();
  if (group === "") {
    if (wantsAggregated(request)) return aggregatedReply(request, aggregatedDiscovery(resources, root === "api"));
    return jsonReply(root === "api" ? apiVersions(request.host) : apiGroupList(resources));
  }
  if (root === "api") {
    if (version !== "") return undefined;
    if (!resources.hasGroupVersion("", group)) throw noResource();
    return jsonReply(apiResourceList(resources, "", group));
  }
  const known = resources.groups.find(({ name }) => name === group);
  if (known === undefined) return undefined;
  if (version === "") return jsonReply(apiGroup(known));
  if (!known.versions.includes(version)) throw noResource();
  return jsonReply(apiResourceList(resources, group, version));
}

/** 404 for a path of the API that leads nowhere. */
export function noResource(): ApiError {
  return new ApiError(404, "NotFound", "the server could not find the requested resource", {});
}

/** @throws ApiError 406 where only forms are wanted that are not served any more */
function wantsAggregated(request: ApiRequest): boolean {
  const accepted = acceptedTypes(headerOf(request, "accept"));
  for (const { type, params } of accepted) {
    if (params.get("as") === "APIGroupDiscoveryList") {
      if (params.get("g") === "apidiscovery.k8s.io" && params.get("v") === "v2") return true;
    } else if (["application/json", "*/*", "application/*"].includes(type)) return false;
  }
  if (accepted.length === 0) return false;
  throw unknownForm();
}

function aggregatedReply(request: ApiRequest, object: JsonObject): ApiReply {
  const body = JSON.stringify(object);
  const etag = `"${createHash("sha512").update(body).digest("hex").toUpperCase()}"`;
  const contentType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  if (headerOf(request, "if-none-match") === etag) return { status: 304, headers: { etag, vary: "Accept" }, body: "" };
  return { status: 200, headers: { "content-type": contentType, etag, vary: "Accept" }, body };
}
