/** The npm package, as a user installs it: what is in it, and a project of a few lines that deploys a cluster. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Sandbox, startSandbox } from "../../sandbox";
import { findCores } from "../../scripts/cores";
import { describeIf } from "../support/availability";
import { STACK_INSTALLATION } from "../support/stack-stage";
import { Workspace } from "../support/terraform";

const ROOT = resolve(__dirname, "../..");
const MOST_BYTES = 3_000_000;
const DEADLINE_MS = 300_000;
const [core] = findCores();
const run = promisify(execFile);

const MAIN = `import { App } from "cdktf";
import { ClusterStack, type ClusterStackProps } from "@yaklab/hephaestus";
import { HcloudProvider } from "@yaklab/hephaestus/bindings/hcloud";

const props: ClusterStackProps = {
  clusterName: "mine",
  hetzner: { region: "hel1" },
  nodes: { controlPlane: { count: 1, type: "cpx22" } },
};
const app = new App();
const stack = new ClusterStack(app, "mine", props);
if (!stack.node.findAll().some((each) => each instanceof HcloudProvider)) throw new Error("The bindings are others");
app.synth();
`;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

describeIf(core !== undefined, "there is neither terraform nor tofu", "the npm package", () => {
  let folder: string;
  let packed: Packed;
  let sandbox: Sandbox;

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "hephaestus-package-")));
    sandbox = await startSandbox();
    const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
      cwd: ROOT,
      timeout: DEADLINE_MS,
      maxBuffer: 64_000_000,
    });
    const [only]: readonly Packed[] = JSON.parse(stdout.slice(stdout.indexOf("[\n")));
    if (only === undefined) throw new Error("npm pack made no package");
    packed = only;
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await sandbox.close();
  });

  test("has the library, both providers, the command line, the pages, and nothing else", () => {
    const places = new Set(
      packed.files.map(({ path }) =>
        path
          .split("/")
          .slice(0, path.startsWith("dist/") ? 2 : 1)
          .join("/"),
      ),
    );
    expect([...places].sort()).toEqual([
      ...[
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "dist/cli",
        "dist/library",
        "dist/provider",
        "dist/stand-in",
        "docs",
        "package.json",
      ],
    ]);
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toContain("dist/library/stacks/index.d.ts");
    expect(paths).toContain("dist/library/stacks/generated/cluster.schema.json");
    expect(packed.size).toBeLessThanOrEqual(MOST_BYTES);
  });

  test("makes a project of a few lines deploy a cluster, and its types hold", async () => {
    const npm = [
      "install",
      "--no-audit",
      "--no-fund",
      join(folder, packed.filename),
      "cdktf@0.21.0",
      "constructs@10.8.1",
    ];
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "mine", private: true }));
    await run("npm", npm, { cwd: folder, timeout: DEADLINE_MS });
    writeFileSync(join(folder, "main.ts"), MAIN);
    const tsc = [
      join(ROOT, "node_modules/typescript/bin/tsc"),
      "--strict",
      "--module",
      "node16",
      "--skipLibCheck",
      "main.ts",
    ];
    await run(process.execPath, tsc, { cwd: folder, timeout: DEADLINE_MS });
    const workspace = new Workspace({
      core: core ?? { family: "terraform", path: "", version: "" },
      installation: STACK_INSTALLATION,
      environment: sandbox.environment,
    });
    try {
      await run(process.execPath, [join(folder, "main.js")], {
        cwd: workspace.folder,
        env: workspace.environment,
        timeout: DEADLINE_MS,
      });
      const stacks = join(workspace.folder, "cdktf.out/stacks");
      for (const stack of readdirSync(stacks)) cpSync(join(stacks, stack), workspace.folder, { recursive: true });
      await workspace.succeed("init", "-input=false", "-no-color");
      await workspace.apply();
      expect([...sandbox.world.state.servers.values()].map(({ name }) => name)).toEqual(["mine-control-plane-1"]);
      await workspace.succeed("destroy", "-auto-approve", "-input=false", "-no-color");
    } finally {
      workspace.remove();
    }
  });
});
