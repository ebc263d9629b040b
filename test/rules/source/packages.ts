import { packageOf } from "../imports";
import type { Rule, Violation } from "../rule";

/**
 * Every npm package and every module of Node that touches the world outside, with the folders that may import it.
 * Tests, scripts and benchmarks may import anything.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  cdktf: ["constructs", "stacks", "examples"],
  constructs: ["constructs", "stacks", "examples"],
  yaml: [
    "provider-bridge/framework/formats",
    "provider-bridge/talos-config",
    "provider-bridge/clients/kubernetes",
    "provider-bridge/functions",
    "stacks",
    "sandbox",
  ],
  ssh2: ["provider-bridge/clients/ssh", "sandbox/ssh"],
  "@grpc/grpc-js": ["sandbox/talos"],
  "@peculiar/x509": ["sandbox/pki"],
  "reflect-metadata": ["sandbox/pki"],
  fzstd: ["sandbox/compression"],
  "xz-decompress": ["sandbox/compression"],
  "node:http": ["provider-bridge/clients", "sandbox"],
  "node:https": ["provider-bridge/clients", "sandbox"],
  "node:http2": ["provider-bridge/plugin", "provider-bridge/clients", "sandbox"],
  "node:net": ["provider-bridge/plugin", "provider-bridge/clients", "sandbox"],
  "node:tls": ["provider-bridge/plugin", "provider-bridge/clients", "sandbox"],
  "node:dgram": ["sandbox"],
  "node:child_process": ["provider-bridge/clients", "sandbox", "cli"],
  "node:fs": ["provider-bridge/plugin", "provider-bridge/clients", "provider-bridge/main", "sandbox", "stacks", "cli"],
  "node:fs/promises": ["provider-bridge/plugin", "provider-bridge/clients", "sandbox", "stacks", "cli"],
};
const FREE = /^(test|scripts|bench)\//;

/** Protocols, vendors and the world outside are known in few places, and can be swapped there. */
export const packages: Rule = {
  title: "Packages and modules that touch the outside are imported only where they belong",
  check: (project) =>
    project.sources
      .filter(({ path }) => !FREE.test(path))
      .flatMap(({ path, imports }) =>
        imports.flatMap(({ specifier, line }): readonly Violation[] => {
          const name = packageOf(specifier);
          const folders = name === undefined ? undefined : ALLOWED[name];
          const isOpen = name === undefined || (folders === undefined && name.startsWith("node:"));
          if (isOpen || folders?.some((folder) => path.startsWith(`${folder}/`) || path === `${folder}.ts`)) return [];
          return [{ path, line, subject: name, message: `"${name}" may not be imported here` }];
        }),
      ),
  sample: {
    "provider-bridge/framework/a.ts": 'import { readFileSync } from "node:fs";\nimport { inspect } from "node:util";\n',
    "provider-bridge/clients/hcloud/b.ts": 'import http from "node:https";\nimport { App } from "cdktf";\n',
    "constructs/c.ts": 'import type { App } from "cdktf";\nimport left from "left-pad";\n',
    "scripts/d.ts": 'import left from "left-pad";\n',
  },
  found: ["provider-bridge/framework/a.ts:1", "provider-bridge/clients/hcloud/b.ts:2", "constructs/c.ts:2"],
};
