import { resolveImport } from "../imports";
import type { Project, Source } from "../project";
import type { Rule, Violation } from "../rule";
import { type Arrows, roomOf } from "./rooms";

const BRIDGE_CORE = [
  "provider-bridge/framework",
  "provider-bridge/attributes",
  "provider-bridge/clients",
  "provider-bridge/clients/*",
  "provider-bridge/fleet",
  "provider-bridge/talos-config",
];

/**
 * Every room of the house, and the other rooms it may import: the arrows of ARCHITECTURE.md, complete.
 * `*` is one folder name: two folders that one such pattern names are two rooms.
 */
const ARROWS: Arrows = {
  examples: ["stacks", "constructs", "constructs/bindings"],
  stacks: ["constructs", "constructs/bindings"],
  constructs: ["constructs/bindings"],
  "constructs/bindings": [],
  cli: ["stacks", "sandbox", "provider-bridge/talos-config"],
  "provider-bridge": "anything below it",
  "provider-bridge/plugin": ["wire"],
  "provider-bridge/protocol": ["provider-bridge/framework", "wire"],
  "provider-bridge/framework": [],
  // What several resources and data sources share, so that none of them imports another.
  "provider-bridge/attributes": ["provider-bridge/framework", "provider-bridge/talos-config"],
  "provider-bridge/resources": ["provider-bridge/resources/*", "provider-bridge/framework"],
  "provider-bridge/resources/*": BRIDGE_CORE,
  "provider-bridge/data-sources": ["provider-bridge/data-sources/*", "provider-bridge/framework"],
  "provider-bridge/data-sources/*": BRIDGE_CORE,
  "provider-bridge/functions": ["provider-bridge/functions/*", "provider-bridge/framework"],
  "provider-bridge/functions/*": BRIDGE_CORE,
  "provider-bridge/ephemeral": ["provider-bridge/ephemeral/*", "provider-bridge/framework"],
  "provider-bridge/ephemeral/*": BRIDGE_CORE,
  "provider-bridge/talos-config": [],
  // What machines of one cluster must know of each other while several of them are changed in one process.
  "provider-bridge/fleet": ["provider-bridge/clients", "provider-bridge/clients/*", "provider-bridge/framework"],
  // Who gets which setting of the provider block: it makes the clients, and none of them knows another.
  "provider-bridge/clients": ["provider-bridge/clients/*"],
  "provider-bridge/clients/*": ["provider-bridge/clients/transport", "wire"],
  "provider-bridge/clients/transport": ["wire"],
  sandbox: ["wire"],
  "sandbox/stand-in": [
    "sandbox",
    "wire",
    "provider-bridge/plugin",
    "provider-bridge/protocol",
    "provider-bridge/framework",
  ],
  wire: [],
  bench: "anything",
  scripts: "anything",
  test: "anything",
};

/** Imports run straight down; what is not drawn is not allowed. */
export const importArrows: Rule = {
  title: "Imports follow the arrows of ARCHITECTURE.md",
  check: (project) => project.sources.flatMap((source) => checkSource(project, source)),
  sample: {
    "constructs/network/construct.ts": 'import { x } from "../../provider-bridge/framework/x";\nexport { x };\n',
    "constructs/network/props.ts": 'import { x } from "../bindings/x";\nimport { y } from "./construct";\n',
    "constructs/bindings/x.ts": "",
    "provider-bridge/framework/x.ts": 'import type { y } from "../protocol/y";\n',
    "provider-bridge/protocol/y.ts": 'import type { x } from "../framework/x";\n',
    "provider-bridge/resources/one/model.ts": 'type Two = typeof import("../two/model");\n',
    "provider-bridge/resources/two/model.ts": 'import { x } from "../../framework/x";\n',
    "provider-bridge/main.ts": 'import "./resources/one/model";\nimport "../test/fake";\n',
    "test/fake.ts": 'import "../provider-bridge/main";\n',
    "attic/old.ts": 'require("../wire/nothing");\n',
  },
  found: [
    "constructs/network/construct.ts:1",
    "provider-bridge/framework/x.ts:1",
    "provider-bridge/resources/one/model.ts:1",
    "provider-bridge/main.ts:2",
    "attic/old.ts:1",
  ],
};

function checkSource(project: Project, { path, imports }: Source): readonly Violation[] {
  const room = roomOf(ARROWS, path);
  if (room === undefined) return [{ path, line: 1, message: "belongs to no room of the house" }];
  return imports.flatMap(({ specifier, line }): readonly Violation[] => {
    if (!specifier.startsWith(".")) return [];
    const target = resolveImport(path, specifier, (candidate) => project.files.has(candidate));
    const other = target === undefined ? undefined : roomOf(ARROWS, target);
    if (target === undefined || other === undefined || other.name === room.name || room.mayImport(other)) return [];
    return [{ path, line, subject: target, message: `"${room.name}" may not import "${other.name}" (${specifier})` }];
  });
}
