/** A project of its own, made from nothing but the packed tarball and its peers, as a user makes one. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { findCores } from "../../scripts/cores";
import { describeIf } from "../support/availability";
import { StackStage } from "../support/stack-stage";

const ROOT = resolve(__dirname, "../..");
const PACK_LIMIT_MS = 300_000;
const [core] = findCores();

const MAIN = `import { App } from "cdktf";
import { ClusterStack, TalosCluster } from "@yaklab/hephaestus";
import { Server } from "@yaklab/hephaestus/bindings/hcloud";

const app = new App();
const stack = new ClusterStack(app, "minimal", {
  clusterName: "minimal",
  hetzner: { region: "hel1" },
  nodes: { controlPlane: { count: 1, type: "cax11" } },
});
const cluster: TalosCluster = stack.cluster;
new Server(stack, "beside", { name: \`beside-\${cluster.nodes.length}\`, serverType: "cx23", image: "debian-13" });
app.synth();
`;
const CLUSTER = `clusterName: yaml
hetzner: { region: hel1 }
nodes: { controlPlane: { count: 1, type: cax11 } }
`;
const OPTIONS = {
  compilerOptions: { strict: true, module: "nodenext", target: "es2023", skipLibCheck: false, types: [] },
};

describeIf(core !== undefined, "there is neither terraform nor tofu", "A project with the packed tarball", () => {
  let stage: StackStage;
  beforeAll(async () => {
    if (core === undefined) return;
    stage = await StackStage.start(core);
    const { folder } = stage.workspace;
    npm(ROOT, "pack", "--pack-destination", folder);
    const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    npm(folder, "init", "-y");
    const { cdktf, constructs, tsx, typescript } = versions();
    npm(folder, "install", `./${tarball}`, `cdktf@${cdktf}`, `constructs@${constructs}`);
    npm(folder, "install", "--save-dev", `tsx@${tsx}`, `typescript@${typescript}`);
    stage.workspace.write("main.ts", MAIN);
    stage.workspace.write("cluster.yaml", CLUSTER);
    stage.workspace.write("tsconfig.json", JSON.stringify(OPTIONS));
  }, 2 * PACK_LIMIT_MS);
  afterAll(() => stage?.close());

  test(
    "is typed",
    () => {
      expect(run("npx", "tsc", "--noEmit", "-p", ".")).toBe("");
    },
    PACK_LIMIT_MS,
  );

  test(
    "takes a cluster.yaml without code",
    () => {
      expect(run("npx", "hephaestus", "validate", "cluster.yaml")).toBe("cluster.yaml describes a cluster of 1 node\n");
      run("npx", "hephaestus", "synth", "--output", "from-yaml", "cluster.yaml");
      expect(existsSync(join(stage.workspace.folder, "from-yaml/stacks/yaml/cdk.tf.json"))).toBe(true);
    },
    PACK_LIMIT_MS,
  );

  test(
    "deploys, plans nothing, and leaves nothing",
    async () => {
      run("npx", "tsx", "main.ts");
      await stage.initialise("minimal");
      await stage.apply();
      expect(stage.serverNames()).toEqual(["beside-1", "minimal-control-plane-1"]);
      expect(await stage.plan()).toEqual([]);
      await stage.destroy();
      expect(stage.leftOver()).toEqual([]);
    },
    PACK_LIMIT_MS,
  );

  function run(program: string, ...args: readonly string[]): string {
    const { folder: cwd, environment: env } = stage.workspace;
    return execFileSync(program, [...args], { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }
});

/** The versions that this project develops against. */
function versions(): Readonly<Record<"cdktf" | "constructs" | "tsx" | "typescript", string>> {
  const { devDependencies }: typeof import("../../package.json") = require("../../package.json");
  return devDependencies;
}

function npm(cwd: string, ...args: readonly string[]): void {
  const options = ["--no-audit", "--no-fund", "--ignore-scripts"];
  const isPack = args[0] === "pack";
  execFileSync("npm", [...args, ...(isPack ? [] : options)], { cwd, stdio: "pipe", timeout: PACK_LIMIT_MS });
}
