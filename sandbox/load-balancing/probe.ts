/** One health check of one machine: does it accept, does it answer as it should. */
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import type { HealthCheck } from "../world/load-balancer";

/** What the check saw; `detail` is Hetzner's word for what went wrong. */
export interface Probed {
  healthy: boolean;
  detail: string;
  httpStatusCode: number | null;
}

/** Where and from which address to check. */
export interface ProbePlace {
  host: string;
  port: number;
  localAddress: string;
  /** Real milliseconds. */
  timeoutMs: number;
}

/** Checks once; never throws. */
export function probe(check: HealthCheck, place: ProbePlace): Promise<Probed> {
  return check.protocol === "http" ? probeHttp(check, place) : probeTcp(place);
}

function failed(detail: string, httpStatusCode: number | null = null): Probed {
  return { healthy: false, detail, httpStatusCode };
}

function probeTcp({ host, port, localAddress, timeoutMs }: ProbePlace): Promise<Probed> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, localAddress, timeout: timeoutMs });
    const done = (result: Probed) => {
      socket.destroy();
      resolve(result);
    };
    socket.unref();
    socket.once("connect", () => done({ healthy: true, detail: "unspecified", httpStatusCode: null }));
    socket.once("timeout", () => done(failed("layer4_timeout")));
    socket.once("error", () => done(failed("layer4_no_connection")));
  });
}

function probeHttp(check: HealthCheck, { host, port, localAddress, timeoutMs }: ProbePlace): Promise<Probed> {
  const rules = check.http;
  const send = rules?.tls === true ? httpsRequest : httpRequest;
  const domain = rules?.domain ?? "";
  return new Promise((resolve) => {
    const request = send(
      {
        host,
        port,
        localAddress,
        path: rules?.path ?? "/",
        timeout: timeoutMs,
        headers: domain === "" ? {} : { host: domain },
        rejectUnauthorized: false,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", () => resolve(failed("layer4_no_connection")));
        response.once("end", () => {
          resolve(judge(rules, response.statusCode ?? 0, Buffer.concat(chunks).toString("utf8")));
        });
      },
    );
    request.once("timeout", () => {
      resolve(failed("layer7_timeout"));
      request.destroy();
    });
    request.once("error", () => resolve(failed("layer4_no_connection")));
    request.end();
  });
}

function judge(rules: HealthCheck["http"], status: number, body: string): Probed {
  const wanted = rules?.statusCodes ?? ["2??", "3??"];
  const fits = wanted.some((code) => new RegExp(`^${code.replaceAll("?", "\\d")}$`).test(String(status)));
  if (!fits) return failed("unexpected_http_status", status);
  if (!body.includes(rules?.response ?? "")) return failed("unexpected_http_content", status);
  return { healthy: true, detail: "unspecified", httpStatusCode: status };
}
