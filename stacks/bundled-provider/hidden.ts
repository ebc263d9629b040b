import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Why terraform would not look into the stack's `terraform.d/plugins`, in a sentence with the way out; undefined where
 * it does. A `provider_installation` block of the user's takes its place.
 */
export function hiddenBy(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const file = environment["TF_CLI_CONFIG_FILE"] ?? join(homedir(), ".terraformrc");
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  if (!/^\s*provider_installation\s*\{/m.test(text) || /hephaestus|terraform\.d\/plugins/.test(text)) return undefined;
  return `"provider_installation" in "${file}" hides the provider that comes with this package: add to it filesystem_mirror { path = "terraform.d/plugins" include = ["registry.terraform.io/yaklab/hephaestus"] }, and to direct { exclude = ["registry.terraform.io/yaklab/hephaestus"] }`;
}
