import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type PackageContents, packageHash } from "./package-hash";

/** The built provider that came with this package. */
export interface BuiltPackage {
  readonly folder: string;
  readonly version: string;
  readonly contents: PackageContents;
  readonly hash: string;
}

const EXECUTABLE = /^terraform-provider-hephaestus_v(.+)$/;
const MOST_FOLDERS_UP = 4;
let read: BuiltPackage | undefined;

/** Finds and reads it, once. @throws Error where there is none, as in a checkout that was not built. */
export function builtPackage(): BuiltPackage {
  read ??= readPackage(findFolder());
  return read;
}

function findFolder(): string {
  let above = __dirname;
  for (let level = 0; level <= MOST_FOLDERS_UP; level += 1) {
    for (const folder of [join(above, "provider"), join(above, "dist/provider")]) {
      if (executableOf(folder) !== undefined) return folder;
    }
    above = dirname(above);
  }
  throw new Error(
    'Cannot find the built provider beside this package: run "npm run build" in a checkout, or give "bundled: false" to take it from a registry',
  );
}

function executableOf(folder: string): string | undefined {
  return existsSync(folder) ? readdirSync(folder).find((name) => EXECUTABLE.test(name)) : undefined;
}

function readPackage(folder: string): BuiltPackage {
  const names = readdirSync(folder);
  const contents = new Map(names.map((name): [string, Buffer] => [name, readFileSync(join(folder, name))]));
  const version = EXECUTABLE.exec(executableOf(folder) ?? "")?.[1] ?? "";
  return { folder, version, contents, hash: packageHash(contents) };
}
