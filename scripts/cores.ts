/** Which Terraform cores this machine has. */
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** A program that runs configurations. */
export interface Core {
  readonly family: "terraform" | "tofu";
  /** Absolute path. */
  readonly path: string;
  /** For instance `1.11.4`. */
  readonly version: string;
}

/** Where `npm run build:tofu` puts what it builds. */
export const BUILT_TOFU = resolve(__dirname, "../.cache/tofu/tofu");

/** Every core of this machine: terraform and tofu on PATH, and a tofu that was built here. */
export function findCores(): readonly Core[] {
  const terraform = findOnPath("terraform");
  const tofu = findOnPath("tofu") ?? (isExecutable(BUILT_TOFU) ? BUILT_TOFU : undefined);
  const core = (family: Core["family"], path: string | undefined): readonly Core[] =>
    path === undefined ? [] : [{ family, path, version: versionOf(path) }];
  return [...core("terraform", terraform), ...core("tofu", tofu)];
}

/** The first executable of this name in PATH. */
export function findOnPath(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(path: string): string {
  const output = execFileSync(path, ["version", "-json"], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", CHECKPOINT_DISABLE: "1" },
  });
  const read: unknown = JSON.parse(output);
  const version =
    typeof read === "object" && read !== null && "terraform_version" in read ? read.terraform_version : "";
  return String(version).replace(/-dev$/, ""); // what is built from the module calls itself so
}
