/** Commands and values that the recorded scenarios leave out, on the kitchen sink in this process. */

import { createSinkProvider, SINK_ADDRESS } from "../kitchen-sink";
import { describeCores } from "../support/cores";
import { type InProcessProvider, serveInProcess } from "../support/in-process";
import { Workspace } from "../support/terraform";

const HEADER = `terraform {\n  required_providers {\n    sink = { source = "${SINK_ADDRESS}" }\n  }\n}\n`;

let sink: InProcessProvider;

beforeAll(async () => {
  sink = await serveInProcess(createSinkProvider(), SINK_ADDRESS);
});
afterAll(() => sink.close());

describeCores("Commands", (core) => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace({ core, environment: sink.environment });
    workspace.write("provider.tf", HEADER);
  });
  afterEach(() => workspace.remove());

  test("taint replaces, untaint forgives, -replace does it at once", async () => {
    workspace.write("main.tf", 'resource "sink_everything" "a" {\n  name = "a"\n}\n');
    await workspace.apply();
    await workspace.succeed("taint", "sink_everything.a");
    expect(await workspace.succeed("plan", "-no-color")).toMatch(/is tainted, so (it )?must be replaced/);
    await workspace.succeed("untaint", "sink_everything.a");
    expect(await workspace.planIsEmpty()).toBe(true);
    await workspace.succeed("taint", "sink_everything.a");
    expect(await workspace.apply()).toContain("1 added, 0 changed, 1 destroyed");
    expect(await workspace.apply("-replace=sink_everything.a")).toContain("1 added, 0 changed, 1 destroyed");
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  test("refresh writes what Read finds, and state mv and rm leave the rest alone", async () => {
    const file = `${workspace.folder}/steer.json`;
    const drift = (name: string) => `resource "sink_drift" "${name}" {\n  name = "${name}"\n  file = "${file}"\n}\n`;
    workspace.write("main.tf", drift("a") + drift("b"));
    await workspace.apply();
    workspace.write("steer.json", JSON.stringify({ mode: "changed", stamp: "other" }));
    await workspace.succeed("refresh", "-no-color");
    expect(workspace.attributes("sink_drift.a")).toMatchObject({ stamp: "other" });
    await workspace.succeed("state", "mv", "sink_drift.a", "sink_drift.c");
    await workspace.succeed("state", "rm", "sink_drift.b");
    expect(workspace.addresses()).toEqual(["sink_drift.c"]);
  });

  test("count and for_each with values that are known after apply", async () => {
    workspace.write(
      "main.tf",
      `resource "terraform_data" "later" {
  input = "v"
}
resource "sink_everything" "many" {
  for_each = toset(["x", "y", "z"])
  name     = each.key
  p_string = "\${terraform_data.later.output}-\${each.key}"
  s_string = [terraform_data.later.output]
  l_string = [for n in range(2) : "\${n}-\${terraform_data.later.output}"]
  n_list   = [{ k = terraform_data.later.output }]
}
resource "sink_everything" "counted" {
  count    = length(sink_everything.many)
  name     = "c\${count.index}"
  p_string = sink_everything.many["x"].c_string
}
`,
    );
    await workspace.apply();
    expect(workspace.addresses()).toEqual([
      "sink_everything.counted[0]",
      "sink_everything.counted[1]",
      "sink_everything.counted[2]",
      'sink_everything.many["x"]',
      'sink_everything.many["y"]',
      'sink_everything.many["z"]',
      "terraform_data.later",
    ]);
    const many = workspace.attributes('sink_everything.many["x"]');
    expect(many).toMatchObject({ p_string: "v-x", s_string: ["v"], l_string: ["0-v", "1-v"] });
    expect(workspace.attributes("sink_everything.counted[2]")).toMatchObject({ p_string: many["c_string"] });
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  test("an attribute of 5 MB there and back", async () => {
    const text = "0123456789abcdef".repeat(5 * 65_536);
    workspace.write("big.txt", text);
    workspace.write("main.tf", 'resource "sink_everything" "a" {\n  name = "a"\n  p_string = file("big.txt")\n}\n');
    await workspace.apply();
    expect(workspace.attributes("sink_everything.a")["p_string"]).toBe(text);
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  describe("with a state that somebody edited", () => {
    /** By text, since JSON in JavaScript would round the numbers. */
    async function edit(found: RegExp, replacement: string, type = "sink_everything"): Promise<string> {
      workspace.write("main.tf", `resource "${type}" "a" {\n  name = "a"\n}\n`);
      await workspace.apply();
      const state = workspace.read("terraform.tfstate");
      expect(state).toMatch(found);
      const edited = state.replace(found, replacement);
      workspace.write("terraform.tfstate", edited);
      return edited;
    }

    test("an attribute that the schema does not know is let go", async () => {
      // A resource without big numbers: OpenTofu 1.12 rounds them to doubles when it takes such an attribute out.
      await edit(/"done": true,/, '"done": true, "nonsense": { "deep": [1] },', "sink_slow");
      expect(await workspace.planIsEmpty()).toBe(true);
    });

    test("a value of the wrong type is told with its attribute, and the state stays as it is", async () => {
      const edited = await edit(/"revision": 1,/, '"revision": "many",');
      const said = await workspace.fail("apply", "-auto-approve", "-no-color");
      expect(said).toContain("Cannot read the stored state of sink_everything");
      expect(said).toContain('"revision"');
      expect(said).toContain("If somebody edited the state by hand");
      expect(workspace.read("terraform.tfstate")).toBe(edited);
    });

    test("private state that is none counts as empty, so that the thing can still be changed and destroyed", async () => {
      await edit(/"private": "[^"]+"/, `"private": "${Buffer.from("no JSON at all").toString("base64")}"`);
      workspace.write("main.tf", 'resource "sink_everything" "a" {\n  name = "a"\n  p_string = "new"\n}\n');
      await workspace.apply();
      expect(workspace.attributes("sink_everything.a")).toMatchObject({ private_seen: ":0", revision: 2 });
      await workspace.succeed("destroy", "-auto-approve", "-no-color");
    });

    test("a state of a newer schema version is refused", async () => {
      await edit(/"schema_version": 0/, '"schema_version": 7');
      expect(await workspace.fail("plan", "-no-color")).toContain("managed by newer provider version");
    });
  });

  test.each([
    ['resource "sink_nothing" "a" {}', /Invalid resource type .*sink_nothing/],
    ['data "sink_nothing" "a" {}', /Invalid data source .*sink_nothing/],
    ['ephemeral "sink_nothing" "a" {}', /Invalid ephemeral resource .*sink_nothing/],
    ['output "x" {\n  value = provider::sink::nothing()\n}', /nothing/],
  ])("a configuration with an unknown type fails with a sentence: %s", async (text, message) => {
    workspace.write("main.tf", `${text}\n`);
    expect(await workspace.fail("plan", "-no-color")).toMatch(message);
  });
});
