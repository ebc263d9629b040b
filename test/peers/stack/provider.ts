import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { createStandInMethods } from "../../../sandbox/stand-in";
import { publishedProvider } from "../../../sandbox/stand-in/schema/published-schema";
import { serveMethodsInProcess } from "../../support/in-process";
import { collectingLog } from "../../support/silent-log";

/** A provider `hetznercloud/hcloud`, and how a workspace finds it. */
export interface HcloudProvider {
  readonly name: string;
  /** Text of the CLI configuration's `provider_installation`. */
  readonly installation: string;
  readonly environment: Readonly<Record<string, string>>;
  close(): void;
}

const ADDRESS = "registry.terraform.io/hetznercloud/hcloud";

/** The real one, where `HEPHAESTUS_HCLOUD_PROVIDER` says. */
export function realProvider(path: string): HcloudProvider {
  // Terraform looks for a file of this name; a binary may be called otherwise.
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-peer-provider-"));
  const name = basename(path).startsWith("terraform-provider-hcloud") ? basename(path) : "terraform-provider-hcloud";
  symlinkSync(resolve(path), join(folder, name));
  return {
    name: "hetznercloud/hcloud",
    installation: `dev_overrides {\n  "hetznercloud/hcloud" = "${folder}"\n}\ndirect {}`,
    environment: {},
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The real one in a mirror, as a version that stacks may pin; beside it, synth has laid ours. */
export function realMirror(path: string, version: string): HcloudProvider {
  const mirror = mkdtempSync(join(tmpdir(), "hephaestus-peer-mirror-"));
  const place = join(
    mirror,
    ADDRESS,
    version,
    `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`,
  );
  mkdirSync(place, { recursive: true });
  symlinkSync(resolve(path), join(place, `terraform-provider-hcloud_v${version}`));
  const block = (folder: string, source: string) =>
    `filesystem_mirror {\n  path = ${JSON.stringify(folder)}\n  include = [${JSON.stringify(source)}]\n}`;
  return {
    name: `hetznercloud/hcloud ${version}`,
    installation: [
      block(mirror, ADDRESS),
      block("terraform.d/plugins", "registry.terraform.io/yaklab/hephaestus"),
    ].join("\n"),
    environment: {},
    close: () => rmSync(mirror, { recursive: true, force: true }),
  };
}

/** The stand-in, in this process. */
export async function standIn(environment: Readonly<Record<string, string>>): Promise<HcloudProvider> {
  const served = await serveMethodsInProcess(createStandInMethods({ environment, log: collectingLog().log }), ADDRESS);
  return {
    name: `stand-in ${publishedProvider().version}`,
    installation: "",
    environment: served.environment,
    close: served.close,
  };
}
