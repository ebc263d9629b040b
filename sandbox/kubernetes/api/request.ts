import type { User } from "../auth/user";

/** A request as the HTTP server read it. */
export interface ApiRequest {
  readonly method: string;
  /** Without query, not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
  readonly certificate: { readonly commonName: string; readonly organizations: readonly string[] } | undefined;
  /** "127.0.0.1:6443", as the client called it. */
  readonly host: string;
}

/** Where a watch writes to. */
export interface StreamSink {
  write(chunk: string | Buffer): void;
  end(): void;
}

/** An answer. */
export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
  /** A stream instead of a body: called once, answers how to stop it. */
  readonly stream?: (sink: StreamSink) => () => void;
}

/** A request with what is known of it by now. */
export interface Asked extends ApiRequest {
  readonly user: User;
}

/** First value of a header; "" where there is none. */
export function headerOf(request: ApiRequest, name: string): string {
  return request.headers.get(name)?.[0] ?? "";
}

/** Field manager of a request: the parameter, or the first word of the user agent. */
export function managerOf(request: ApiRequest): string {
  const asked = request.query.get("fieldManager") ?? "";
  return asked !== "" ? asked : (headerOf(request, "user-agent").split("/")[0] ?? "").slice(0, 128);
}
