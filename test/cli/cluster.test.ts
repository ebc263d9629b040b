import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { main } from "../../cli/main";

const example = resolve(__dirname, "../../examples/from-yaml/cluster.yaml");
let folder: string;
const written = { out: "", err: "" };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hephaestus-cli-"));
  Object.assign(written, { out: "", err: "" });
  const keep = (stream: "out" | "err") => (text: string | Uint8Array) => {
    written[stream] += String(text);
    return true;
  };
  jest.spyOn(process.stdout, "write").mockImplementation(keep("out"));
  jest.spyOn(process.stderr, "write").mockImplementation(keep("err"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test("validate says what a good file describes, and of a bad one all that is wrong", async () => {
  expect(await main(["validate", example])).toBe(0);
  expect(written.out).toMatch(/cluster\.yaml describes a cluster of 6 nodes\n$/);
  const bad = join(folder, "bad.yaml");
  writeFileSync(bad, readFileSync(example, "utf8").replace("region", "regoin").replace("count: 3", "count: x"));
  expect(await main(["validate", bad])).toBe(1);
  expect(written.err).toContain(`${bad}:3:12: "hetzner.regoin" is not known; is "region" meant?`);
  expect(written.err).toContain(`${bad}:5:26: "nodes.controlPlane.count" is "x"; a number is wanted`);
});

test("validate tells what constructs refuse, too", async () => {
  const bad = join(folder, "bad.yaml");
  writeFileSync(bad, readFileSync(example, "utf8").replace("count: 3", "count: 2"));
  expect(await main(["validate", bad])).toBe(1);
  expect(written.err).toContain('"nodes.controlPlane" has 2 nodes; an odd number up to 9 is wanted');
});

test.each([
  [["validate"], "no file is given, as in: hephaestus validate cluster.yaml"],
  [["synth", "a.yaml", "b.yaml"], '"b.yaml" is too many'],
  [["synth", "nowhere.yaml"], 'Cannot read "nowhere.yaml": there is no such file'],
  [["validate", "--output", "x", "a.yaml"], '"validate" writes nothing'],
  [["synth", "--outptu", "x"], 'Cannot read "--outptu": there is no such option; is --output meant?'],
  [["validate", "nowhere.yaml"], "See: hephaestus validate --help"],
  [["deploy", "a.yaml"], "cdktf and terraform do that; for a cluster.yaml: hephaestus synth cluster.yaml"],
])("%j is told and ends with 2", async (args, message) => {
  expect(await main(args)).toBe(2);
  expect(written.err).toContain(message);
});

test.each(["synth", "validate"])("%s explains itself", async (name) => {
  expect(await main([name, "--help"])).toBe(0);
  expect(written.out).toMatch(new RegExp(`^Usage: hephaestus ${name} .*FILE`));
});

test("synth writes the stack with the provider beside it", async () => {
  const output = join(folder, "out");
  expect(await main(["synth", "--output", output, example])).toBe(0);
  const stack = join(output, "stacks/talos-k8s");
  expect(JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"))).toHaveProperty(
    "resource.hephaestus_talos_cluster",
  );
  expect(existsSync(join(stack, "terraform.d/plugins/registry.terraform.io/yaklab/hephaestus"))).toBe(true);
  expect(readFileSync(join(stack, ".terraform.lock.hcl"), "utf8")).toContain("yaklab/hephaestus");
  expect(written.err).toMatch(
    /^Warning: The add-on for "cni.type" "cilium" does not exist yet: .* \(at talos-k8s\/cluster\)$/m,
  );
});
