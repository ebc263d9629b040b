/** The package as users get it: installed in every way that the README shows, started from where it was put. */
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { addressesOf, mirrorFolder, thisPlatform } from "../../scripts/build/mirror";
import { hephaestusBuild } from "../../scripts/build/providers";
import { type BuiltProvider, buildForTest, installFrom } from "../support/built-provider";
import { describeCores } from "../support/cores";
import { Workspace } from "../support/terraform";

const CONFIGURATION = `
terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}
output "id" {
  value = provider::hephaestus::talos_schematic_id("customization: {}")
}
`;
const ID = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

let built: BuiltProvider;
let workspace: Workspace | undefined;

beforeAll(async () => {
  built = await buildForTest(hephaestusBuild());
});
afterAll(() => built.remove());
afterEach(() => {
  workspace?.remove();
  workspace = undefined;
});

describeCores("Installation", (core) => {
  async function expectToWork(made: Workspace): Promise<void> {
    made.write("main.tf", CONFIGURATION);
    await made.succeed("init", "-no-color");
    expect(await made.succeed("plan", "-no-color")).toContain(ID);
  }

  test("from terraform.d/plugins, below a package.json of ES modules", async () => {
    // Without an installation method terraform would ask the registry; what lies in terraform.d/plugins excludes that.
    workspace = new Workspace({ core, installation: undefined });
    workspace.write("package.json", '{ "type": "module" }');
    cpSync(built.mirror, join(workspace.folder, "terraform.d/plugins"), { recursive: true });
    await expectToWork(workspace);
  });

  test("from a filesystem mirror", async () => {
    workspace = new Workspace({ core, installation: installFrom(built) });
    await expectToWork(workspace);
  });

  test("from a mirror whose platform folder is a link", async () => {
    workspace = new Workspace({ core, installation: installFrom({ mirror: join(built.mirror, "linked") }) });
    for (const address of addressesOf(built.address)) {
      const place = { mirror: join(built.mirror, "linked"), address, version: built.version };
      const folder = mirrorFolder(place, thisPlatform());
      mkdirSync(dirname(folder), { recursive: true });
      symlinkSync(built.folder, folder);
    }
    await expectToWork(workspace);
    rmSync(join(built.mirror, "linked"), { recursive: true });
  });

  test("through dev_overrides, without init", async () => {
    const [terraform = "", opentofu = ""] = addressesOf(built.address);
    const address = core.family === "tofu" ? opentofu : terraform;
    const override = `dev_overrides {\n  ${JSON.stringify(address)} = ${JSON.stringify(built.folder)}\n}`;
    workspace = new Workspace({ core, installation: override });
    workspace.write("main.tf", CONFIGURATION);
    expect(await workspace.succeed("plan", "-no-color")).toContain(ID);
  });

  test("and nothing is written beside the code, so that the lock file holds", async () => {
    const before = readdirSync(built.folder);
    workspace = new Workspace({ core, installation: installFrom(built) });
    await expectToWork(workspace);
    expect(await workspace.succeed("validate", "-no-color")).toContain("Success");
    expect(readdirSync(built.folder)).toEqual(before);
  });
});
