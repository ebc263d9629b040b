/** The demo as README shows it: the built command line, the real cdktf-cli, a real terraform. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findCores } from "../../scripts/cores";
import { describeIf } from "../support/availability";

const ROOT = resolve(__dirname, "../..");
const NEWEST_NODE_OF_CDKTF = 22;
const hasTerraform = findCores().some(({ family }) => family === "terraform");
const isOldEnough = Number(process.versions.node.split(".")[0]) <= NEWEST_NODE_OF_CDKTF;

function demo(...args: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; output: string }>;
} {
  const child = spawn(process.execPath, [join(ROOT, "dist/cli/hephaestus.cjs"), "demo", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (text: Buffer) => {
    output += text.toString();
  });
  child.stderr.on("data", (text: Buffer) => {
    output += text.toString();
  });
  return { child, ended: new Promise((done) => child.once("close", (code) => done({ code, output }))) };
}

describeIf(
  hasTerraform && isOldEnough,
  "it needs terraform on PATH, and Node 20 or 22 for cdktf-cli",
  "npm run demo",
  () => {
    test("tells its whole story and ends well", async () => {
      const { code, output } = await demo().ended;
      expect(output).toMatch(/cdktf deploy: \d+ resources, among them 6 servers/);
      expect(output.match(/cdktf diff: no changes/g)).toHaveLength(2);
      expect(output).toContain(
        "it is found, a hcloud_server to be updated in-place, a hephaestus_talos_machine to be updated in-place",
      );
      expect(output).toContain("nothing is left in the project");
      expect(code).toBe(0);
      expect(readFileSync(join(ROOT, ".cache/demo/cluster.md"), "utf8")).toContain("```mermaid\nflowchart TB\n");
    });

    test("cleans up when it is interrupted", async () => {
      const { child, ended } = demo();
      await new Promise<void>((begun) =>
        child.stdout?.on("data", (text: Buffer) => text.includes("what it prints is in") && begun()),
      );
      child.kill("SIGINT");
      const { code, output } = await ended;
      expect(output).toContain("interrupted: everything is cleaned up");
      expect(code).toBe(130);
      expect(existsSync(join(ROOT, ".cache/demo"))).toBe(false);
    });
  },
);
