import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What reads files that lie beside a provider's code (`__dirname`), by name; undefined for a name that is not there. */
export function packageFiles(folder: string): (name: string) => (() => Promise<Uint8Array>) | undefined {
  return (name) => {
    const path = join(folder, name);
    return existsSync(path) ? () => readFile(path) : undefined;
  };
}
