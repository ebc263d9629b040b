import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** An example of a page: the files below examples/hcl/, which a test validates and applies. */
export interface ExampleFiles {
  /** The text of `main.tf`; undefined where there is no example. */
  readonly main: string | undefined;
  /** How to import: commands (`import.sh`), and a configuration (`import.tf`), each undefined where there is none. */
  readonly importCommand: string | undefined;
  readonly importBlock: string | undefined;
  /** All other `.tf` files by name, to be shown below the main one. */
  readonly others: ReadonlyMap<string, string>;
}

const KNOWN = new Set(["main.tf", "import.tf"]);

/** Reads the example of one page; `folder` is relative to examples/hcl/: `functions/rdns_name`. */
export function readExample(root: string, folder: string): ExampleFiles {
  const path = resolve(root, "examples/hcl", folder);
  const read = (file: string) =>
    existsSync(resolve(path, file)) ? readFileSync(resolve(path, file), "utf8") : undefined;
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(".tf") && !KNOWN.has(name)) : [];
  return {
    main: read("main.tf"),
    importCommand: read("import.sh"),
    importBlock: read("import.tf"),
    others: new Map(names.sort().map((name) => [name, read(name) ?? ""])),
  };
}
