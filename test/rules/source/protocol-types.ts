import { resolveImport } from "../imports";
import type { Rule, Violation } from "../rule";

const MAY_SEE_PLUGIN_PROTOCOL = /^(provider-bridge\/protocol|wire|test|scripts|bench)\//;
const MAY_SPEAK_MSGPACK = /^(provider-bridge\/protocol|test|scripts|bench)\//;

/** What Terraform's bytes look like is known in one place: a new protocol version changes one folder. */
export const protocolTypes: Rule = {
  title: "tfplugin6 and msgpack are known in provider-bridge/protocol only",
  check: (project) =>
    project.sources.flatMap(({ path, imports }) => {
      const violations: Violation[] = [];
      if (/msgpack/i.test(path) && !MAY_SPEAK_MSGPACK.test(path)) {
        violations.push({ path, line: 1, message: "msgpack belongs in provider-bridge/protocol" });
      }
      if (MAY_SEE_PLUGIN_PROTOCOL.test(path)) return violations;
      for (const { specifier, line } of imports) {
        const target = resolveImport(path, specifier, (candidate) => project.files.has(candidate)) ?? specifier;
        if (specifier.startsWith(".") && target.startsWith("wire/tfplugin6/")) {
          violations.push({ path, line, message: "tfplugin6 belongs in provider-bridge/protocol" });
        }
      }
      return violations;
    }),
  sample: {
    "wire/tfplugin6/generated/tfplugin6.ts": "",
    "provider-bridge/plugin/a.ts": 'import type { Schema } from "../../wire/tfplugin6/generated/tfplugin6";\n',
    "provider-bridge/protocol/rpc/a.ts": 'import type { Schema } from "../../../wire/tfplugin6/generated/tfplugin6";\n',
    "sandbox/msgpack-reader.ts": "",
  },
  found: ["provider-bridge/plugin/a.ts:1", "sandbox/msgpack-reader.ts:1"],
};
