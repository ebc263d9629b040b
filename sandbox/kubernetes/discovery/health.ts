import type { ApiReply, ApiRequest } from "../api/request";
import { textReply } from "../api/write-answer";

const alive = [
  "ping",
  "log",
  "loopback-serving-certificate",
  "etcd",
  "poststarthook/rbac/bootstrap-roles",
  "autoregister-completion",
];

/** Checks of each endpoint, in order. */
const checks: Readonly<Record<string, readonly string[]>> = {
  healthz: alive,
  livez: alive,
  readyz: [
    "ping",
    "log",
    "etcd",
    "etcd-readiness",
    "informer-sync",
    "poststarthook/rbac/bootstrap-roles",
    "autoregister-completion",
    "shutdown",
  ],
};

/** Paths of all checks. */
export function healthPaths(): string[] {
  return Object.entries(checks).flatMap(([endpoint, names]) => [
    `/${endpoint}`,
    ...names.map((name) => `/${endpoint}/${name}`),
  ]);
}

/** Answers /healthz, /livez and /readyz; `isFailing` tells which check fails. Undefined: another path. */
export function healthReply(request: ApiRequest, isFailing: (check: string) => boolean): ApiReply | undefined {
  const [, endpoint = "", ...rest] = request.path.split("/");
  const all = Object.hasOwn(checks, endpoint) ? checks[endpoint] : undefined;
  if (all === undefined) return undefined;
  const single = rest.join("/");
  if (single !== "") {
    if (!all.includes(single)) return textReply(404, "404 page not found\n");
    return isFailing(single) ? textReply(500, "internal server error: failed\n") : textReply(200, "ok");
  }
  const excluded = request.query.getAll("exclude");
  const lines = all.map((name) => {
    if (excluded.includes(name)) return `[+]${name} excluded: ok`;
    return isFailing(name) ? `[-]${name} failed: reason withheld` : `[+]${name} ok`;
  });
  const unknown = excluded.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    const shown = unknown.map((name) => JSON.stringify(name)).join(",");
    lines.push(`warn: some health checks cannot be excluded: no matches for ${shown}`);
  }
  const hasFailed = all.some((name) => !excluded.includes(name) && isFailing(name));
  if (hasFailed) return textReply(500, [...lines, `${endpoint} check failed`, ""].join("\n"));
  return textReply(200, request.query.has("verbose") ? [...lines, `${endpoint} check passed`, ""].join("\n") : "ok");
}
