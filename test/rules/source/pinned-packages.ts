import { type LockEntries, missingOptional } from "../../../scripts/complete-lock-entries";
import type { Project } from "../project";
import type { Rule, Violation } from "../rule";

/** The same commit installs the same packages everywhere, from whatever registry a machine uses. */
export const pinnedPackages: Rule = {
  title: "Packages are pinned to one version, and the lock file is whole and names no place to load them from",
  check: (project) => [...unpinned(project), ...resolved(project), ...missing(project)],
  sample: {
    "package.json":
      '{\n  "dependencies": { "a": "1.2.3", "b": "^1.2.3" },\n  "devDependencies": { "c": "latest" }\n}\n',
    "package-lock.json":
      '{\n  "packages": {\n    "node_modules/a": {\n      "resolved": "somewhere",\n      "optionalDependencies": { "a-linux-x64": "1.0.0" }\n    }\n  }\n}\n',
  },
  found: ["package.json:1", "package.json:1", "package-lock.json:4", "package-lock.json:1"],
};

function unpinned(project: Project): readonly Violation[] {
  const manifest: unknown = JSON.parse(project.files.get("package.json") ?? "{}");
  const violations: Violation[] = [];
  for (const section of ["dependencies", "devDependencies", "optionalDependencies"]) {
    for (const [name, version] of Object.entries(field(manifest, section) ?? {})) {
      if (/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version))) continue;
      violations.push({
        path: "package.json",
        line: 1,
        subject: name,
        message: `"${name}" is not pinned: "${version}"`,
      });
    }
  }
  return violations;
}

function field(value: unknown, name: string): object | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, name);
  return typeof found === "object" && found !== null ? found : undefined;
}

function resolved(project: Project): readonly Violation[] {
  const path = "package-lock.json";
  const lines = (project.files.get(path) ?? "").split("\n");
  return lines.flatMap((line, index) =>
    /^\s*"resolved":/.test(line) ? [{ path, line: index + 1, message: "says where a package was loaded from" }] : [],
  );
}

/** What `npm ci` refuses the file for. */
function missing(project: Project): readonly Violation[] {
  const path = "package-lock.json";
  const lock: { readonly packages?: LockEntries } = JSON.parse(project.files.get(path) ?? "{}");
  return missingOptional(lock.packages ?? {}).map(({ by, name }) => {
    const message = `lacks "${name}", which "${by}" names: "npm ci" will refuse it; run "npm run lock"`;
    return { path, line: 1, subject: name, message };
  });
}
