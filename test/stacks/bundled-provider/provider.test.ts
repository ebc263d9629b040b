import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { ImageStack } from "../../../stacks";
import type { BuiltPackage } from "../../../stacks/bundled-provider/built-package";
import { hiddenBy } from "../../../stacks/bundled-provider/hidden";
import { lockFileWith } from "../../../stacks/bundled-provider/lock-file";
import { packageHash } from "../../../stacks/bundled-provider/package-hash";
import { layOutPlugin } from "../../../stacks/bundled-provider/plugin-folder";
import { describeCores } from "../../support/cores";
import { Workspace } from "../../support/terraform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hephaestus-bundled-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A package whose executable is no provider at all: init only looks at its bytes. */
function packageWith(text: string): BuiltPackage {
  const source = join(folder, "package");
  mkdirSync(source, { recursive: true });
  const contents = new Map([
    ["terraform-provider-hephaestus_v0.1.0", Buffer.from(`#!/bin/sh\necho ${text}\n`)],
    ["engine.cjs", Buffer.from(text)],
  ]);
  for (const [name, content] of contents) writeFileSync(join(source, name), content);
  chmodSync(join(source, "terraform-provider-hephaestus_v0.1.0"), 0o755);
  return { folder: source, version: "0.1.0", contents, hash: packageHash(contents) };
}

const linux = "terraform.d/plugins/registry.terraform.io/yaklab/hephaestus/0.1.0/linux_amd64";

test("the provider is laid out for both cores and every platform, and laid out anew when it is another", () => {
  layOutPlugin(folder, packageWith("one"));
  layOutPlugin(folder, packageWith("one"));
  const hosts = join(folder, "terraform.d/plugins");
  expect(readdirSync(hosts).sort()).toEqual(["registry.opentofu.org", "registry.terraform.io"]);
  const platforms = readdirSync(join(hosts, "registry.opentofu.org/yaklab/hephaestus/0.1.0")).sort();
  expect(platforms).toEqual(["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"]);
  layOutPlugin(folder, packageWith("two"));
  expect(readFileSync(join(folder, linux, "engine.cjs"), "utf8")).toBe("two");
});

test("a damaged folder is made whole", () => {
  layOutPlugin(folder, packageWith("one"));
  rmSync(join(folder, linux, "engine.cjs"));
  layOutPlugin(folder, packageWith("one"));
  expect(readFileSync(join(folder, linux, "engine.cjs"), "utf8")).toBe("one");
});

test("an explicit provider_installation is told with its way out, unless it knows us", () => {
  const file = join(folder, "cli.tfrc");
  const environment = { TF_CLI_CONFIG_FILE: file };
  expect(hiddenBy(environment)).toBeUndefined();
  writeFileSync(file, 'plugin_cache_dir = "/tmp/x"\n');
  expect(hiddenBy(environment)).toBeUndefined();
  writeFileSync(file, "provider_installation {\n  direct {}\n}\n");
  expect(hiddenBy(environment)).toMatch(/hides the provider that comes with this package: add to it filesystem_mirror/);
  writeFileSync(file, 'provider_installation {\n  filesystem_mirror { path = "terraform.d/plugins" }\n}\n');
  expect(hiddenBy(environment)).toBeUndefined();
});

test("where tofu has run, the lock file is tofu's without a word", () => {
  const lockFile = join(folder, "stacks/images/.terraform.lock.hcl");
  const synthesise = () => {
    const app = new App({ outdir: folder });
    new ImageStack(app, "images", { talosVersion: "v1.13.9", architectures: ["amd64"] });
    app.synth();
    return readFileSync(lockFile, "utf8");
  };
  expect(synthesise()).toContain('provider "registry.terraform.io/hetznercloud/hcloud"');
  writeFileSync(
    lockFile,
    lockFileWith("", [{ address: "registry.opentofu.org/hetznercloud/hcloud", version: "1.68.0" }]),
  );
  expect(synthesise().match(/^provider "(.*)"/gm)).toEqual([
    'provider "registry.opentofu.org/hetznercloud/hcloud"',
    'provider "registry.opentofu.org/yaklab/hephaestus"',
  ]);
});

describeCores("a core", (core) => {
  test("takes the provider from there by the hash in our lock entry, and refuses other bytes", async () => {
    const workspace = new Workspace({ core, installation: undefined });
    try {
      const host = core.family === "tofu" ? "registry.opentofu.org" : "registry.terraform.io";
      const built = packageWith("one");
      workspace.write(
        "main.tf",
        'terraform {\n  required_providers {\n    hephaestus = {\n      source = "yaklab/hephaestus"\n      version = "0.1.0"\n    }\n  }\n}\n',
      );
      layOutPlugin(workspace.folder, built);
      const entry = { address: `${host}/yaklab/hephaestus`, version: "0.1.0", hash: built.hash };
      workspace.write(".terraform.lock.hcl", lockFileWith("", [entry]));
      await workspace.succeed("init", "-input=false", "-no-color", "-lockfile=readonly");
      layOutPlugin(workspace.folder, packageWith("two"));
      const { code } = await workspace.run(["init", "-input=false", "-no-color"]);
      expect(code).toBe(1);
    } finally {
      workspace.remove();
    }
  }, 60_000);
});
