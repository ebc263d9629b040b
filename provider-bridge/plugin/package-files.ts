import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What reads files that lie beside a provider's code (`__dirname`), by name; undefined for a name that is not there.
 * Read at once: the files are small, and who asks for one has nothing else to do.
 */
export function packageFiles(folder: string): (name: string) => (() => Uint8Array) | undefined {
  return (name) => {
    const path = join(folder, name);
    return existsSync(path) ? () => readFileSync(path) : undefined;
  };
}
