import type { Rule, Violation } from "../rule";

// Spelled in pieces, so that this file keeps the rule that it checks.
const REGISTRY_HOSTS = [
  ["registry", "npmjs", "org"],
  ["registry", "yarnpkg", "com"],
  ["npm", "pkg", "github", "com"],
  ["proxy", "golang", "org"],
  ["sum", "golang", "org"],
  ["pypi", "org"],
  ["files", "pythonhosted", "org"],
  ["index", "crates", "io"],
  ["deb", "debian", "org"],
].map((words) => words.join("\\."));
const FOLDERS = ["work", "root", "home/[a-z][\\w-]*", "Users/[A-Za-z][\\w-]*"].map((name) => `(?<![\\w./~-])/${name}/`);
const TRACE = new RegExp([...REGISTRY_HOSTS, ...FOLDERS].join("|"));

/** What names a machine works on that machine alone. */
export const machineTraces: Rule = {
  title: "No tracked file names an absolute path of a machine or the host of a package registry",
  check: (project) => {
    const violations: Violation[] = [];
    for (const [path, text] of project.files) {
      if (!TRACE.test(text)) continue;
      for (const [index, line] of text.split("\n").entries()) {
        const [trace] = TRACE.exec(line) ?? [];
        if (trace !== undefined) violations.push({ path, line: index + 1, message: `names "${trace}"` });
      }
    }
    return violations;
  },
  sample: {
    "README.md": [
      "fine: api/work/done, ./home/me/x, /var/lib, ~/work/",
      `cd ${["", "home", "me", "x"].join("/")}`,
      "",
    ].join("\n"),
    "package-lock.json": `{ "resolved": "https://${["registry", "npmjs", "org"].join(".")}/a" }`,
    "wire/a.ts": `const folder = "${["", "work", "main"].join("/")}";\n`,
    "wire/b.ts": `const key = "${["", "root", ".ssh"].join("/")}";\n`,
  },
  found: ["README.md:2", "package-lock.json:1", "wire/a.ts:1", "wire/b.ts:1"],
};
