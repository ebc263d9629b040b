import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { BuiltPackage } from "./built-package";
import { packageHash } from "./package-hash";

/** Where terraform and tofu look for `yaklab/hephaestus`: each takes a source without a host for one of its own registry. */
const HOSTS = ["registry.terraform.io", "registry.opentofu.org"];
const PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"];
const SOURCE = "yaklab/hephaestus";

/**
 * Lays the package out in a stack's folder, for every platform, where `terraform init` finds it without any setting.
 * What is there already and is the same stays; each folder appears at once and whole.
 */
export function layOutPlugin(stackFolder: string, built: BuiltPackage): void {
  const folders = HOSTS.flatMap((host) =>
    PLATFORMS.map((platform) => join(stackFolder, "terraform.d/plugins", host, SOURCE, built.version, platform)),
  );
  let first: string | undefined;
  for (const folder of folders) {
    if (!isSame(folder, built)) writeFolder(folder, built, first);
    first ??= folder;
  }
}

function isSame(folder: string, { hash }: BuiltPackage): boolean {
  try {
    const names = readdirSync(folder);
    return packageHash(new Map(names.map((name) => [name, readFileSync(join(folder, name))]))) === hash;
  } catch {
    return false;
  }
}

function writeFolder(folder: string, { contents, folder: source }: BuiltPackage, first: string | undefined): void {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const fresh = mkdtempSync(join(parent, ".new-"));
  try {
    for (const [name, content] of contents) {
      const target = join(fresh, name);
      if (first !== undefined && linked(join(first, name), target)) continue;
      writeFileSync(target, content, { mode: statSync(join(source, name)).mode & 0o777 });
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** One copy on the disk serves all platforms, where the file system has links. */
function linked(existing: string, target: string): boolean {
  try {
    linkSync(existing, target);
    return true;
  } catch {
    return false;
  }
}
