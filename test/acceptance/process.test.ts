/** The provider as a process of its own: interrupted, crashed, killed, and what it writes to Terraform's log. */
import { join } from "node:path";
import { sinkBuild } from "../../scripts/build/providers";
import { SINK_ADDRESS } from "../kitchen-sink";
import { CRASH_VARIABLE } from "../kitchen-sink/crash";
import { appears } from "../support/appears";
import { type BuiltProvider, buildForTest, installFrom } from "../support/built-provider";
import { describeCores } from "../support/cores";
import { flat, Workspace } from "../support/terraform";

const HEADER = `terraform {\n  required_providers {\n    sink = { source = "${SINK_ADDRESS}" }\n  }\n}\n`;
const APPLY = ["apply", "-auto-approve", "-input=false", "-no-color"];

let sink: BuiltProvider;

beforeAll(async () => {
  sink = await buildForTest(sinkBuild());
});
afterAll(() => sink.remove());

describeCores("The provider's process", (core) => {
  let workspace: Workspace;

  async function start(configuration: string): Promise<void> {
    workspace = new Workspace({ core, installation: installFrom(sink) });
    workspace.write("main.tf", configuration);
    await workspace.succeed("init", "-no-color");
  }
  afterEach(() => workspace.remove());

  const CHAIN = `${HEADER}
resource "sink_everything" "before" {
  name = "before"
}
resource "sink_slow" "slow" {
  name       = "slow"
  create_ms  = 60000
  marker     = "started"
  depends_on = [sink_everything.before]
}
resource "sink_everything" "after" {
  name       = "after"
  depends_on = [sink_slow.slow]
}
`;

  test("Ctrl-C in the middle of an apply keeps what was reached, and the next apply goes on from there", async () => {
    await start(CHAIN);
    const { code, stdout, stderr } = await workspace.run(APPLY, {
      started: ({ signal }) => {
        void appears(join(workspace.folder, "started")).then(() => signal("SIGINT"));
      },
    });
    expect(code).toBe(1);
    expect(flat(stdout + stderr)).toContain("Create stopped");
    expect(workspace.addresses()).toEqual(["sink_everything.before", "sink_slow.slow"]);
    expect(workspace.attributes("sink_slow.slow")).toMatchObject({ done: false });
    workspace.write("main.tf", CHAIN.replace("60000", "0"));
    expect(await workspace.apply()).toContain("2 added, 0 changed, 1 destroyed");
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  const TWO = `${HEADER}
resource "sink_everything" "first" {
  name = "first"
}
resource "sink_everything" "second" {
  name       = "second"
  depends_on = [sink_everything.first]
}
`;

  test("A crash in the middle of an apply keeps the state and shows the stack", async () => {
    await start(TWO);
    const log = join(workspace.folder, "error.log");
    const environment = { [CRASH_VARIABLE]: "second", TF_LOG: "ERROR", TF_LOG_PATH: log };
    const { code, stdout, stderr } = await workspace.run(APPLY, { environment });
    expect(code).toBe(1);
    // OpenTofu 1.12 writes a plugin's stack to its log only, whatever the plugin is written in.
    const said = flat(core.family === "tofu" ? workspace.read("error.log") : stdout + stderr);
    expect(said).toContain('panic: Error: Crashed on purpose in the create of "second"');
    if (core.family === "terraform") expect(said).toMatch(/Stack trace from the terraform-provider-sink\S* plugin/);
    expect(said).toMatch(/at Immediate/);
    expect(workspace.addresses()).toEqual(["sink_everything.first"]);
    expect(await workspace.apply()).toContain("1 added, 0 changed, 0 destroyed");
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  test("Every line of a TRACE log is one that Terraform can read", async () => {
    await start(TWO);
    const log = join(workspace.folder, "trace.log");
    const { code } = await workspace.run(APPLY, { environment: { TF_LOG: "JSON", TF_LOG_PATH: log } });
    expect(code).toBe(0);
    const lines = workspace.read("trace.log").trim().split("\n");
    const read = lines.map((line): Record<string, unknown> => JSON.parse(line));
    const ours = read.filter((line) => String(line["@message"]).startsWith("Creates"));
    expect(ours).toHaveLength(2);
    for (const line of ours) {
      expect(line).toMatchObject({ "@level": "trace", big: "1" });
      expect(line["@timestamp"]).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}/);
    }
    const plans = read.filter((line) => line["tf_rpc"] === "PlanResourceChange");
    expect(plans.length).toBeGreaterThanOrEqual(4);
    expect(plans.map((line) => line["@message"]).sort()).toEqual([
      ...Array(plans.length / 2).fill("Answered request"),
      ...Array(plans.length / 2).fill("Received request"),
    ]);
    for (const line of plans) expect(line).toMatchObject({ "@level": "trace", tf_resource_type: "sink_everything" });
    expect(plans.filter((line) => Number(line["tf_req_duration_ms"]) > 0)).toHaveLength(plans.length / 2);
    // What Terraform cannot read of a provider's line it shows whole, as the message.
    expect(read.filter((line) => String(line["@message"]).startsWith('{"@'))).toEqual([]);
  });

  test("Sensitive values are in no log and in no message", async () => {
    await start(
      `${HEADER}
variable "token" {
  sensitive = true
}
provider "sink" {
  token = var.token
}
resource "sink_everything" "a" {
  name       = "a"
  secret     = var.token
  wo         = var.token
  wo_version = 1
  p_string   = var.token
  v_int      = 1
}
`,
    );
    const log = join(workspace.folder, "trace.log");
    const environment = { TF_LOG: "TRACE", TF_LOG_PATH: log, TF_VAR_token: "t0p-s3cr3t-token" };
    const { code, stdout, stderr } = await workspace.run(APPLY, { environment });
    expect(code).toBe(0);
    expect(workspace.attributes("sink_everything.a")).toMatchObject({ secret: "t0p-s3cr3t-token", wo: null });
    expect(stdout + stderr + workspace.read("trace.log")).not.toContain("t0p-s3cr3t-token");
  });
});
