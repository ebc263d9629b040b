/** The Image Factory's API. Everything it does may be asked twice, so every failure that may pass is tried again. */
import {
  type CallContext,
  type Clock,
  type HttpAnswer,
  type HttpRequest,
  JsonReader,
  loggedSend,
  retrying,
  type Send,
  TransportError,
  type Verdict,
} from "../transport";
import { ImageFactoryError, type ImageFactoryErrorCode, unreadable } from "./factory-error";

/** What the client is made of. */
export interface ImageFactoryOptions {
  /** E.g. `https://factory.talos.dev`. */
  readonly url: string;
  readonly userAgent: string;
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
}

/** An official system extension. */
export interface Extension {
  /** E.g. `siderolabs/qemu-guest-agent`. */
  readonly name: string;
  /** Reference of its image. */
  readonly ref: string;
  readonly digest: string;
  readonly author: string;
  readonly description: string;
}

/** One factory. */
export class ImageFactory {
  readonly #options: ImageFactoryOptions;
  readonly #send: Send;

  constructor(options: ImageFactoryOptions) {
    this.#options = options;
    this.#send = loggedSend("Image Factory", options.send, options.clock);
  }

  /** Makes a schematic known; answers its id, which is the same each time. */
  async createSchematic(yaml: string, context: CallContext): Promise<string> {
    const answer = await this.#call({ method: "POST", path: "/schematics", body: yaml }, context);
    return new JsonReader(json(answer, "POST /schematics"), 'POST "/schematics"', unreadable).text("id");
  }

  /** All versions of Talos, each with `v`, in the factory's order. */
  async versions(context: CallContext): Promise<readonly string[]> {
    return texts(await this.#list("/versions", context), "/versions");
  }

  /** The official extensions for a version. */
  async extensions(talosVersion: string, context: CallContext): Promise<readonly Extension[]> {
    const path = `/version/${encodeURIComponent(talosVersion)}/extensions/official`;
    return (await this.#list(path, context)).map((item) => {
      const fields = new JsonReader(item, `GET "${path}"`, unreadable);
      return {
        name: fields.text("name"),
        ref: fields.text("ref"),
        digest: fields.text("digest"),
        author: fields.textOrNull("author") ?? "",
        description: fields.textOrNull("description") ?? "",
      };
    });
  }

  async #list(path: string, context: CallContext): Promise<readonly unknown[]> {
    const value = json(await this.#call({ method: "GET", path }, context), `GET "${path}"`);
    if (Array.isArray(value)) return value;
    throw unreadable(`Cannot read the answer to GET "${path}": it is no list`, {});
  }

  async #call(
    call: { method: "GET" | "POST"; path: string; body?: string },
    context: CallContext,
  ): Promise<HttpAnswer> {
    const { url, userAgent, ...timing } = this.#options;
    const request: HttpRequest = {
      method: call.method,
      url: new URL(`${url.replace(/\/+$/, "")}${call.path}`),
      headers: { accept: "application/json", "user-agent": userAgent },
      ...(call.body === undefined ? {} : { body: call.body }),
    };
    return retrying(() => this.#attempt(request, context), judge, context, timing);
  }

  async #attempt(request: HttpRequest, context: CallContext): Promise<HttpAnswer> {
    const what = `Cannot ${request.method} "${request.url.href}"`;
    try {
      const answer = await this.#send(request, context);
      if (answer.status >= 200 && answer.status < 300) return answer;
      const said = answer.body.trim().slice(0, mostCharactersTold);
      throw new ImageFactoryError(codeOf(answer.status), `${what}: status ${answer.status}: ${said}`);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      throw new ImageFactoryError("unreachable", error.message, { cause: error });
    }
  }
}

/** Of an error page, so much is told. */
const mostCharactersTold = 300;

function judge(error: unknown): Verdict {
  const passing = error instanceof ImageFactoryError && (error.code === "unreachable" || error.code === "unavailable");
  return { kind: passing ? "again" : "give_up" };
}

function codeOf(status: number): ImageFactoryErrorCode {
  if (status === 404) return "not_found";
  return status === 429 || status >= 500 ? "unavailable" : "invalid";
}

function json(answer: HttpAnswer, where: string): unknown {
  try {
    return JSON.parse(answer.body);
  } catch (error) {
    throw unreadable(`Cannot read the answer to ${where}: it is no JSON`, { cause: error });
  }
}

function texts(items: readonly unknown[], path: string): readonly string[] {
  return items.map((item) => {
    if (typeof item === "string") return item;
    throw unreadable(`Cannot read the answer to GET "${path}": it holds more than texts`, {});
  });
}
