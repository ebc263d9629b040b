import type { Value, ValueMap } from "../value";
import { Float } from "../yaml";
import type { Problem } from "./finding";

/** The parts of an OCI runtime spec whose types are checked; what is not listed passes. */
type Shape = "string" | "boolean" | "integer" | readonly [Shape] | { readonly [key: string]: Shape };

const strings = ["string"] as const;
const integers = ["integer"] as const;
const idMappings = [{ containerID: "integer", hostID: "integer", size: "integer" }] as const;
const hooks = [{ path: "string", args: strings, env: strings, timeout: "integer" }] as const;
const shape: Shape = {
  ociVersion: "string",
  hostname: "string",
  domainname: "string",
  process: {
    terminal: "boolean",
    consoleSize: { height: "integer", width: "integer" },
    user: { uid: "integer", gid: "integer", umask: "integer", additionalGids: integers, username: "string" },
    args: strings,
    commandLine: "string",
    env: strings,
    cwd: "string",
    capabilities: { bounding: strings, effective: strings, inheritable: strings, permitted: strings, ambient: strings },
    rlimits: [{ type: "string", hard: "integer", soft: "integer" }],
    noNewPrivileges: "boolean",
    apparmorProfile: "string",
    oomScoreAdj: "integer",
    selinuxLabel: "string",
  },
  root: { path: "string", readonly: "boolean" },
  mounts: [
    {
      destination: "string",
      type: "string",
      source: "string",
      options: strings,
      uidMappings: idMappings,
      gidMappings: idMappings,
    },
  ],
  hooks: {
    prestart: hooks,
    createRuntime: hooks,
    createContainer: hooks,
    startContainer: hooks,
    poststart: hooks,
    poststop: hooks,
  },
  linux: {
    uidMappings: idMappings,
    gidMappings: idMappings,
    cgroupsPath: "string",
    namespaces: [{ type: "string", path: "string" }],
    devices: [
      {
        path: "string",
        type: "string",
        major: "integer",
        minor: "integer",
        fileMode: "integer",
        uid: "integer",
        gid: "integer",
      },
    ],
    rootfsPropagation: "string",
    maskedPaths: strings,
    readonlyPaths: strings,
    mountLabel: "string",
    resources: {
      memory: {
        limit: "integer",
        reservation: "integer",
        swap: "integer",
        swappiness: "integer",
        disableOOMKiller: "boolean",
      },
      cpu: { shares: "integer", quota: "integer", period: "integer", cpus: "string", mems: "string" },
      pids: { limit: "integer" },
    },
  },
};

/** The first value of the overrides that is of another type than the OCI runtime spec says. */
export function runtimeSpecProblem(overrides: ValueMap | undefined): Problem | undefined {
  return overrides === undefined ? undefined : mismatch(overrides, shape, "");
}

function mismatch(value: Value, expected: Shape, path: string): Problem | undefined {
  if (value === null) return undefined;
  if (typeof expected === "string") {
    return scalarFits(value, expected) ? undefined : { path, message: `${article(expected)} is expected` };
  }
  if (isListShape(expected)) {
    if (!Array.isArray(value)) return { path, message: "a list is expected" };
    return first(value.map((item, index) => mismatch(item, expected[0], `${path}[${index}]`)));
  }
  if (!(value instanceof Map)) return { path, message: "a mapping is expected" };
  const fields = new Map(Object.entries(expected).map(([key, inner]) => [key.toLowerCase(), inner]));
  return first(
    [...value].map(([key, item]) => {
      const inner = fields.get(key.toLowerCase());
      return inner === undefined ? undefined : mismatch(item, inner, path === "" ? key : `${path}.${key}`);
    }),
  );
}

function isListShape(shapeOf: Shape): shapeOf is readonly [Shape] {
  return Array.isArray(shapeOf);
}

function first(problems: readonly (Problem | undefined)[]): Problem | undefined {
  return problems.find((problem) => problem !== undefined);
}

function scalarFits(value: Value, expected: "string" | "boolean" | "integer"): boolean {
  if (expected === "string") return typeof value === "string";
  if (expected === "boolean") return typeof value === "boolean";
  return (
    typeof value === "number" || typeof value === "bigint" || (value instanceof Float && Number.isInteger(value.value))
  );
}

function article(type: string): string {
  return type === "integer" ? "an integer" : `a ${type}`;
}
