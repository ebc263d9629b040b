/**
 * Every call that leaves the process, heard at the seams of Node and of ssh2: HTTP, gRPC (HTTP/2) and SSH. A call is
 * named by what it does and where, with every id as "#", so that it has the same name in every run.
 */
import { appendFileSync } from "node:fs";
import http, { type ClientRequest } from "node:http";
import http2, { type ClientHttp2Session, type ClientHttp2Stream } from "node:http2";
import https from "node:https";
import { Client, type ClientChannel } from "ssh2";
import type { Deed, Strike } from "../orders";

/** What to do about calls. */
export interface Listening {
  readonly strike: Strike | null;
  /** A file to which each call's name is added as it begins; a last line `struck` follows the deed. */
  readonly record: string;
  /** Address → name of its server. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Address of the server that gives wrong answers, without a slash at its end. */
  readonly wrongAnswers: string;
}

/**
 * Puts itself in the place of Node's functions, until the process ends. Calls count while what is answered here was
 * last called with true.
 */
export function listenToCalls(listening: Listening): (isListening: boolean) => void {
  const heard = new Heard(listening);
  listenToHttp(heard, listening.wrongAnswers);
  listenToGrpc(heard);
  listenToSsh(heard);
  return (isListening) => {
    heard.isListening = isListening;
  };
}

class Heard {
  isListening = false;
  readonly #listening: Listening;
  readonly #counts = new Map<string, number>();

  constructor(listening: Listening) {
    this.#listening = listening;
  }

  /** What a server is called. */
  nameOf(address: string): string {
    return this.#listening.hosts[address] ?? address;
  }

  /** Takes note of a call; the deed, where it is this one that is struck. */
  begin(key: string): Deed | undefined {
    if (!this.isListening) return undefined;
    const { strike, record } = this.#listening;
    const before = this.#counts.get(key) ?? 0;
    this.#counts.set(key, before + 1);
    appendFileSync(record, `${key}\n`);
    if (strike?.key !== key || strike.skip !== before) return undefined;
    appendFileSync(record, "struck\n");
    if (strike.deed === "kill-before") die();
    return strike.deed;
  }
}

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("This process was killed"); // never reached
}

type Request = typeof http.request;

function listenToHttp(heard: Heard, wrongAnswers: string): void {
  for (const module of [http, https]) {
    const original: Request = module.request;
    const replaced = (...given: Parameters<Request>): ClientRequest => {
      const [url, options] = given;
      if (!(url instanceof URL) || typeof options !== "object") return original(...given);
      const deed = heard.begin(httpKey(heard, String(options.method ?? "GET"), url));
      if (deed === undefined) return original(...given);
      if (deed === "kill-after" || deed === "reset-after") return afterwards(original(...given), deed);
      const { agent: _agent, ...plain } = options;
      return http.request(new URL(`${wrongAnswers}/${deed}`), plain);
    };
    Object.assign(module, { request: replaced });
  }
}

function afterwards(request: ClientRequest, deed: Deed): ClientRequest {
  request.prependOnceListener("response", () => {
    if (deed === "kill-after") die();
    request.destroy(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
  });
  return request;
}

function httpKey(heard: Heard, method: string, { protocol, hostname, pathname }: URL): string {
  const where = protocol === "https:" ? `kubernetes ${heard.nameOf(hostname)}` : "http";
  return `${where} ${method} ${pathname.replace(/\d{4,}/g, "#").replace(/[0-9a-f]{64}/g, "#")}`;
}

type Connect = typeof http2.connect;

function listenToGrpc(heard: Heard): void {
  const original: Connect = http2.connect;
  const replaced = (...given: Parameters<Connect>): ClientHttp2Session => {
    const session = original(...given);
    const host = new URL(String(given[0])).hostname;
    const send = session.request.bind(session);
    session.request = (headers, options) => {
      const method = String(headers === undefined || Array.isArray(headers) ? "" : headers[":path"]);
      const deed = heard.begin(`talos ${heard.nameOf(host)} ${method.split("/").at(-1)}`);
      if (deed === "reset") session.destroy(new Error("broken off"));
      if (deed === "hang") return unheard(send(headers, options));
      return struckStream(send(headers, options), session, deed);
    };
    return session;
  };
  Object.assign(http2, { connect: replaced });
}

/** Nothing that is written arrives, and so nobody answers. */
function unheard(stream: ClientHttp2Stream): ClientHttp2Stream {
  return Object.assign(stream, { write: () => true, end: () => stream });
}

function struckStream(
  stream: ClientHttp2Stream,
  session: ClientHttp2Session,
  deed: Deed | undefined,
): ClientHttp2Stream {
  if (deed === undefined) return stream;
  stream.prependOnceListener("response", () => {
    if (deed === "kill-after") die();
    session.destroy();
  });
  return stream;
}

type Exec = (command: string, done: (error: Error | undefined, channel: ClientChannel) => void) => Client;

function listenToSsh(heard: Heard): void {
  const { connect } = Client.prototype;
  const exec: Exec = Client.prototype.exec;
  Client.prototype.connect = function (this: Client, config) {
    const deed = heard.begin("ssh connect");
    if (deed === "kill-after") this.prependOnceListener("ready", die);
    const connected = connect.call(this, config);
    if (deed === "reset") setImmediate(() => this.destroy());
    if (deed === "reset-after") this.prependOnceListener("ready", () => this.destroy());
    return connected;
  };
  const replaced: Exec = function (this: Client, command, done) {
    const deed = heard.begin(`ssh exec ${command.split(/[\s/]+/).filter((word) => word !== "")[0] ?? ""}`);
    if (deed === "reset") setImmediate(() => this.destroy());
    return exec.call(this, command, (error, channel) => {
      if (deed === "kill-after") channel?.prependOnceListener("exit", die);
      if (deed === "reset-after") channel?.prependOnceListener("exit", () => this.destroy());
      done(error, channel);
    });
  };
  Object.assign(Client.prototype, { exec: replaced });
}
