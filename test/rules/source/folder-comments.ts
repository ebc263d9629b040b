import type { Source } from "../project";
import type { Rule } from "../rule";

const HOUSE = /^(provider-bridge|sandbox|constructs|stacks|cli|wire|bench)\//;
/** Folders of one shape, one for each noun: the folder above says what belongs in each of them. */
const NOUNS = /^(provider-bridge\/(resources|data-sources|functions|ephemeral)|sandbox\/hetzner|constructs)\/[^/]+$/;
const MAX_LINES = 10;
const EXCLUSION = /\b(never|not|no|nor|nothing|only|alone|elsewhere)\b/i;

/** Who stands before a folder with a new file in hand must be told whether it belongs there. */
export const folderComments: Rule = {
  title: "One file of each folder begins by saying what belongs there and what never does",
  check: (project) => {
    const told = new Map<string, boolean>();
    for (const source of project.sources.filter(({ path }) => HOUSE.test(path))) {
      const folder = source.path.slice(0, source.path.lastIndexOf("/"));
      told.set(folder, told.get(folder) === true || saysWhatBelongs(source));
    }
    const untold = [...told].filter(([folder, isTold]) => !isTold && !NOUNS.test(folder));
    return untold.map(([path]) => ({ path, line: 1, message: "no file says what belongs here and what does not" }));
  },
  sample: {
    "wire/index.ts": '/**\n * What goes over the wire; never what is made of it.\n */\nexport { a } from "./a";\n',
    "wire/grpc/index.ts": '/** The gRPC things. */\nimport "./a";\n',
    "wire/proto/index.ts": "export {};\n/** Here belongs this, never that. */\n",
    "wire/table/reader.ts": "/** Reads a table, never a message. */\nexport const readTable = 1;\n",
    "sandbox/index.ts": "// Here belongs this, never that.\nexport {};\n",
    "sandbox/hetzner/volumes/routes.ts": "export {};\n",
  },
  found: ["wire/grpc:1", "wire/proto:1", "wire/table:1", "sandbox:1"],
};

/** The first comment, where it is that of the file rather than that of a declaration. */
function saysWhatBelongs({ text }: Source): boolean {
  const [, comment = ""] =
    /^(?:#!.*\n)?(\/\*\*[\s\S]*?\*\/)\s*(?:import\b|\/[/*]|export (?:type )?[{*])/.exec(text) ?? [];
  return EXCLUSION.test(comment) && comment.split("\n").length <= MAX_LINES;
}
