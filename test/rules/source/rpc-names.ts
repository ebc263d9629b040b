import type { Project } from "../project";
import type { Rule, Violation } from "../rule";

const FOLDERS = {
  rpc: "provider-bridge/protocol/rpc",
  decode: "provider-bridge/protocol/decode",
  encode: "provider-bridge/protocol/encode",
  engine: "provider-bridge/framework/engine",
} as const;

/** Who follows one call through the layers opens four files of one name. */
export const rpcNames: Rule = {
  title: "One RPC has the same file name in rpc, decode, encode and the engine",
  check: (project) => {
    const names = {
      rpc: namesIn(project, FOLDERS.rpc),
      decode: namesIn(project, FOLDERS.decode),
      encode: namesIn(project, FOLDERS.encode),
      engine: namesIn(project, FOLDERS.engine),
    };
    const violations: Violation[] = [];
    for (const [name, path] of names.rpc) {
      if (!names.engine.has(name)) violations.push(lonely(path, FOLDERS.engine));
      // A request without fields has nothing to decode, an answer without fields nothing to encode.
      if (!names.decode.has(name) && !names.encode.has(name)) violations.push(lonely(path, FOLDERS.encode));
    }
    for (const folder of ["decode", "encode"] as const) {
      for (const [name, path] of names[folder]) {
        if (names.engine.has(name) && !names.rpc.has(name)) violations.push(lonely(path, FOLDERS.rpc));
      }
    }
    return violations;
  },
  sample: {
    "provider-bridge/protocol/rpc/read-resource.ts": "",
    "provider-bridge/protocol/decode/read-resource.ts": "",
    "provider-bridge/framework/engine/read-resource.ts": "",
    "provider-bridge/protocol/rpc/plan.ts": "",
    "provider-bridge/protocol/encode/plan.ts": "",
    "provider-bridge/framework/engine/plan-resource-change.ts": "",
    "provider-bridge/protocol/decode/plan-resource-change.ts": "",
    "provider-bridge/protocol/decode/diagnostics.ts": "",
  },
  found: ["provider-bridge/protocol/rpc/plan.ts:1", "provider-bridge/protocol/decode/plan-resource-change.ts:1"],
};

function namesIn(project: Project, folder: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { path } of project.sources) {
    const [name, ...deeper] = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split("/") : [];
    if (name !== undefined && deeper.length === 0 && name !== "index.ts") names.set(name, path);
  }
  return names;
}

function lonely(path: string, folder: string): Violation {
  return { path, line: 1, message: `has no twin of the same name in ${folder}` };
}
