/** The factory's paths, and the sentence that each refusal comes with. */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../world/clock";
import type { FaultBook } from "../world/faults";
import { officialExtensions, officialOverlays } from "./catalogue";
import { type DownloadFault, sendFile } from "./download";
import { FactoryError, type ImageFactory } from "./image-factory";
import { SchematicError } from "./schematic";

/** What the routes work on. */
export interface RouteContext {
  factory: ImageFactory;
  clock: Clock;
  faults: FaultBook;
}

/** A schematic may embed a machine configuration, which itself is some 10 to 100 KiB. */
const maximumBodyBytes = 4 * 1024 * 1024;
const checksumSuffix = /\.(sha256|sha512)$/;

/** Answers one request. Never rejects for what a client did. */
export async function answer(request: IncomingMessage, response: ServerResponse, context: RouteContext): Promise<void> {
  const { url = "/" } = request;
  if (!URL.canParse(url, "http://factory")) return sendText(response, 400, "400 Bad Request\n");
  const { pathname } = new URL(url, "http://factory");
  try {
    if (await strike(response, pathname, context.faults)) return;
    await route(request, response, pathname, context);
  } catch (error) {
    if (error instanceof FactoryError) sendText(response, error.status, `${error.message}\n`);
    else if (error instanceof SchematicError) sendText(response, 400, `${error.message}\n`);
    else throw error;
  }
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  context: RouteContext,
): Promise<void> {
  const { factory } = context;
  const words = pathname.split("/").slice(1).map(decode);
  const [first, second = "", third = "", fourth = ""] = words;
  const reads = request.method === "GET" || request.method === "HEAD";
  if (first === "schematics" && words.length === 1) {
    if (request.method !== "POST") return refuseMethod(response, "POST");
    const schematic = factory.addSchematic(await readBody(request, response));
    return sendJson(response, 201, { id: schematic.id, schematic: schematic.yaml });
  }
  if (!reads) return refuseMethod(response, "GET, HEAD");
  if (first === "healthz" || first === "readyz") return sendText(response, 200, "");
  if (first === "versions" && words.length === 1) return sendJson(response, 200, factory.versions);
  if (first === "schematics" && words.length === 2) {
    response.setHeader("Content-Type", "application/yaml");
    return void response.end(known(factory, second).yaml);
  }
  if (first === "version" && words.length === 4 && fourth === "official") {
    const version = factory.version(second);
    if (third === "extensions") return sendJson(response, 200, officialExtensions(version));
    if (third === "overlays") return sendJson(response, 200, officialOverlays(version));
  }
  if (first === "image" && words.length === 4) return sendImage(request, response, [second, third, fourth], context);
  throw new FactoryError(404, "404 page not found");
}

function known(factory: ImageFactory, id: string): { yaml: string } {
  try {
    return factory.schematic(id);
  } catch (error) {
    throw new FactoryError(404, error instanceof FactoryError ? "schematic not found" : "404 page not found");
  }
}

async function sendImage(
  request: IncomingMessage,
  response: ServerResponse,
  [schematicId, version, name]: [string, string, string],
  context: RouteContext,
): Promise<void> {
  const algorithm = checksumSuffix.exec(name)?.[1];
  const file = context.factory.build(schematicId, version, name.replace(checksumSuffix, ""));
  const path = `/image/${schematicId}/${version}/${name}`;
  if (algorithm === undefined) {
    const fault = request.method === "GET" ? downloadFault(context.faults, path) : {};
    return sendFile(request, response, file, { clock: context.clock, fault });
  }
  if (!context.factory.checksums) {
    throw new FactoryError(402, "enterprise not enabled: checksum endpoint is not available");
  }
  const wrong = context.faults.take("image-factory", "wrong-checksum", path) === undefined ? "" : "wrong";
  const digest = createHash(algorithm).update(file.bytes).update(wrong).digest("hex");
  sendText(response, 200, `${digest}  ${file.name}\n`);
}

function downloadFault(faults: FaultBook, path: string): DownloadFault {
  const number = (what: string, member: string, otherwise: number): number | undefined => {
    const effect = faults.take("image-factory", what, path);
    return effect && (typeof effect[member] === "number" ? effect[member] : otherwise);
  };
  const bytesPerSecond = number("slow", "bytesPerSecond", 64 * 1024);
  const cutAfterBytes = number("cut", "afterBytes", 1000);
  const stallAfterBytes = number("stall", "afterBytes", 1000);
  const corruptAtByte = number("corrupt", "atByte", 70_000);
  return {
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
    ...(cutAfterBytes !== undefined && { cutAfterBytes }),
    ...(stallAfterBytes !== undefined && { stallAfterBytes }),
    ...(corruptAtByte !== undefined && { corruptAtByte }),
  };
}

/** Faults that hit any path: "status" answers with a code, "hang" not at all, "reset" cuts the line. */
async function strike(response: ServerResponse, pathname: string, faults: FaultBook): Promise<boolean> {
  if (faults.take("image-factory", "hang", pathname) !== undefined) {
    await new Promise<void>((resolve) => response.once("close", () => resolve()));
    return true;
  }
  if (faults.take("image-factory", "reset", pathname) !== undefined) {
    response.destroy();
    return true;
  }
  const effect = faults.take("image-factory", "status", pathname);
  if (effect === undefined) return false;
  const status = typeof effect["status"] === "number" ? effect["status"] : 500;
  sendText(
    response,
    status,
    typeof effect["message"] === "string" ? `${effect["message"]}\n` : "internal server error\n",
  );
  return true;
}

async function readBody(request: IncomingMessage, response: ServerResponse): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > maximumBodyBytes) {
      response.setHeader("Connection", "close");
      throw new FactoryError(400, "http: request body too large");
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString("utf8");
}

function decode(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function refuseMethod(response: ServerResponse, allow: string): void {
  response.setHeader("Allow", allow);
  sendText(response, 405, "Method Not Allowed\n");
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(`${JSON.stringify(value)}\n`);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  const headers = { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" };
  response.writeHead(status, headers).end(text);
}
