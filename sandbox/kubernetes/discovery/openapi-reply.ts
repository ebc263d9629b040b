import { createHash } from "node:crypto";
import { Writer } from "../../../wire/protobuf/writer";
import type { ApiServices } from "../api/call";
import { acceptedTypes } from "../api/negotiation";
import { type ApiReply, type ApiRequest, headerOf } from "../api/request";
import { openApiDocument, openApiPaths } from "./openapi-v3";

const modified = "Thu, 01 Jan 2026 00:00:00 GMT";

/** Answers /openapi/v3, its documents and a bare /openapi/v2. */
export function openApiReply(request: ApiRequest, services: ApiServices): ApiReply {
  const path = request.path.replace(/\/$/, "");
  if (path === "/openapi/v2") return versionTwo(request, services);
  if (path === "/openapi/v3") return indexReply(services);
  return documentReply(request, path.slice("/openapi/v3/".length), services);
}

function shortVersion(services: ApiServices): string {
  return /^v?(\d+\.\d+)/.exec(services.version())?.[1] ?? "1";
}

function indexReply(services: ApiServices): ApiReply {
  const paths: Record<string, { serverRelativeURL: string }> = {};
  for (const path of openApiPaths(services.resources)) {
    const hash = openApiDocument(services.resources, path, shortVersion(services))?.hash ?? "";
    paths[path] = { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` };
  }
  // The real server forgets to say that this is JSON.
  const headers = { "accept-ranges": "bytes", "content-type": "text/plain; charset=utf-8", "last-modified": modified };
  return { status: 200, headers, body: JSON.stringify({ paths }) };
}

function documentReply(request: ApiRequest, path: string, services: ApiServices): ApiReply {
  const document = openApiDocument(services.resources, path, shortVersion(services));
  if (document === undefined) return { status: 404, headers: {}, body: "" };
  const { text, hash } = document;
  const common = { etag: `"${hash}"`, vary: "Accept" };
  const asked = request.query.get("hash");
  if (asked !== null && asked !== hash) {
    const headers = { ...common, "content-type": "application/json" };
    return { status: 301, headers: { ...headers, location: `/openapi/v3/${path}?hash=${hash}` }, body: "" };
  }
  if (headerOf(request, "if-none-match") === common.etag) return { status: 304, headers: common, body: "" };
  const lasting =
    asked === null ? {} : { expires: "Fri, 01 Jan 2027 00:00:00 GMT", "cache-control": "public, immutable" };
  const headers = { "accept-ranges": "bytes", "last-modified": modified, ...common, ...lasting };
  const wantsProtobuf =
    acceptedTypes(headerOf(request, "accept"))[0]?.type ===
    "application/com.github.proto-openapi.spec.v3@v1.0+protobuf";
  if (wantsProtobuf) {
    const type = "application/com.github.proto-openapi.spec.v3.v1.0+protobuf";
    return {
      status: 200,
      headers: { ...headers, "content-type": type },
      body: bareProtobuf("3.0.0", shortVersion(services)),
    };
  }
  return { status: 200, headers: { ...headers, "content-type": "application/json" }, body: text };
}

/** Version 2 names no type: clients of today read version 3. */
function versionTwo(request: ApiRequest, services: ApiServices): ApiReply {
  const vary = ["Accept-Encoding", "Accept"];
  const version = shortVersion(services);
  const types = acceptedTypes(headerOf(request, "accept")).map(({ type }) => type);
  const body = JSON.stringify({
    swagger: "2.0",
    info: { title: "Kubernetes", version },
    paths: {},
    definitions: {},
    parameters: {},
    security: [],
    securityDefinitions: {},
  });
  const etag = `"${createHash("sha512").update(body).digest("hex").toUpperCase()}"`;
  const headers = { "accept-ranges": "bytes", "last-modified": modified, etag, vary };
  for (const type of types.length === 0 ? ["*/*"] : types) {
    if (type === "application/json" || type === "*/*") {
      return { status: 200, headers: { ...headers, "content-type": "application/json" }, body };
    }
    if (type === "application/com.github.proto-openapi.spec.v2@v1.0+protobuf") {
      const contentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
      return { status: 200, headers: { ...headers, "content-type": contentType }, body: bareProtobuf("2.0", version) };
    }
  }
  return { status: 406, headers: { vary }, body: "" };
}

/** A document with a version and a title alone: field 1 the format, field 2 {1: title, 2: version}. */
function bareProtobuf(format: string, version: string): Buffer {
  const info = new Writer();
  info.string(version);
  info.varint32((2 << 3) | 2);
  info.string("Kubernetes");
  info.varint32((1 << 3) | 2);
  const writer = new Writer();
  writer.bytes(info.finish());
  writer.varint32((2 << 3) | 2);
  writer.string(format);
  writer.varint32((1 << 3) | 2);
  return Buffer.from(writer.finish());
}
