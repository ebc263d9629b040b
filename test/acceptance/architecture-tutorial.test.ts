/** ARCHITECTURE.md promises that its provider works as it stands there: its code, its commands. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { arch } from "node:os";
import { dirname, join, resolve } from "node:path";
import { findCores } from "../../scripts/cores";
import { Workspace } from "../support/terraform";

const root = resolve(__dirname, "../..");
const page = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
const platform = `${process.platform}_${arch() === "x64" ? "amd64" : arch()}`;

/** The blocks of code of the page, by the file name that stands behind their language. */
function codeBlocks(): ReadonlyMap<string, string> {
  const blocks = [...page.matchAll(/^```ts (\S+)\n([\s\S]*?)^```$/gm)];
  return new Map(blocks.map(([, name = "", code = ""]) => [name, code]));
}

/** The commands of the page that make the provider. */
function commands(): string {
  const block = /^```sh\n(dir=[\s\S]*?)^```$/m.exec(page)?.[1];
  if (block === undefined) throw new Error("Cannot find the commands of the tutorial in ARCHITECTURE.md");
  return block.replaceAll("linux_amd64", platform);
}

const configuration = (text: string, name = "first") => `
terraform {
  required_providers {
    notes = { source = "example/notes" }
  }
}
provider "notes" {
  directory = "notes"
}
resource "notes_note" "first" {
  name = "${name}"
  text = "${text}"
}
`;

describe.each(findCores())("The provider of ARCHITECTURE.md under $family $version", (core) => {
  let folder: string;
  let workspace: Workspace;

  beforeAll(() => {
    mkdirSync(join(root, ".cache"), { recursive: true });
    folder = mkdtempSync(join(root, ".cache/tutorial-"));
    const mirror = `filesystem_mirror {\n path = "${folder}/terraform.d/plugins"\n}`;
    workspace = new Workspace({ core, installation: mirror });
    for (const name of ["provider-bridge", "wire", "node_modules", "package.json"]) {
      symlinkSync(join(root, name), join(folder, name));
    }
    for (const [name, code] of codeBlocks()) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), code);
    }
    mkdirSync(join(workspace.folder, "notes"));
  });

  afterAll(() => {
    workspace.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test("passes the strict type check of this project", () => {
    const options = {
      incremental: false,
      tsBuildInfoFile: null,
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
    };
    const strict = {
      extends: join(root, "tsconfig.json"),
      compilerOptions: options,
      include: ["notes/*.ts"],
      exclude: [],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(strict));
    const { status, stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  }, 60_000);

  test("is built by the page's commands and does what it says, from create to destroy", async () => {
    execFileSync("sh", ["-ec", commands()], { cwd: folder, stdio: "pipe" });
    workspace.write("main.tf", configuration("hello"));
    await workspace.succeed("init", "-no-color");
    await workspace.apply();
    expect(workspace.read("notes/first")).toBe("hello");
    expect(workspace.attributes("notes_note.first")).toMatchObject({ name: "first", size: 5 });
    expect(await workspace.planIsEmpty()).toBe(true);
    workspace.write("main.tf", configuration("hello again"));
    expect(await workspace.apply()).toContain("1 changed");
    workspace.write("notes/first", "changed behind Terraform's back");
    expect(await workspace.planIsEmpty()).toBe(false);
    await workspace.succeed("state", "rm", "notes_note.first");
    await workspace.succeed("import", "-no-color", "notes_note.first", "notes/first");
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
    await workspace.succeed("destroy", "-auto-approve", "-no-color");
    expect(() => workspace.read("notes/first")).toThrow("ENOENT");
  }, 120_000);

  test("answers a mistake with the attribute, the value and what is allowed", async () => {
    workspace.write("main.tf", configuration("x", "x".repeat(65)));
    const said = await workspace.fail("plan", "-no-color", "-input=false");
    expect(said).toContain("main.tf line 11");
    expect(said).toContain("between 1 and 64 characters");
  }, 60_000);
});
