import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, HttpBackend, LocalBackend } from "cdktf";
import { ClusterStack } from "../../../stacks";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hephaestus-watch-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Synthesises a cluster into the same folder each time; gives the warnings that cdktf's command line prints. */
function warnings(locations: readonly string[], isLocal: boolean): readonly string[] {
  const app = new App({ outdir: join(folder, "out") });
  const stack = new ClusterStack(app, "stack", {
    clusterName: "a",
    hetzner: { region: "fsn1" },
    nodes: { controlPlane: { count: 3, type: "cpx22", locations } },
    bundledProvider: false,
  });
  if (isLocal) new LocalBackend(stack, { path: "../../../terraform.tfstate" });
  else new HttpBackend(stack, { address: "http://127.0.0.1:1/" });
  app.synth();
  const manifest: { readonly stacks: Record<string, { readonly annotations: readonly { message: string }[] }> } =
    JSON.parse(readFileSync(join(folder, "out/manifest.json"), "utf8"));
  return (manifest.stacks["stack"]?.annotations ?? []).map(({ message }) => message);
}

/** A state in which everything is as the stack's JSON has it. */
function deploy(): void {
  const json: { readonly resource: Record<string, Record<string, unknown>> } = JSON.parse(
    readFileSync(join(folder, "out/stacks/stack/cdk.tf.json"), "utf8"),
  );
  const resources = Object.entries(json.resource).flatMap(([type, things]) =>
    Object.entries(things).map(([name, attributes]) => ({ mode: "managed", type, name, instances: [{ attributes }] })),
  );
  writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify({ version: 4, resources }));
}

const SPREAD = ["fsn1", "nbg1", "hel1"];
const TOLD = expect.stringMatching(/^This change would replace 3 control planes of "a" at once: "a-control-plane-1"/);

test("a change of all control planes' locations is named at synth, at each until it is applied", () => {
  expect(warnings(SPREAD, true)).toEqual([]);
  deploy();
  expect(warnings(SPREAD, true)).toEqual([]);
  expect(warnings(["nbg1", "hel1", "fsn1"], true)).toEqual([TOLD]);
  expect(warnings(["nbg1", "hel1", "fsn1"], true)).toEqual([TOLD]);
  expect(warnings(["fsn1", "hel1", "hel1"], true)).toEqual([]);
});

test("with a state elsewhere it is named when it is first synthesised", () => {
  expect(warnings(SPREAD, false)).toEqual([]);
  expect(warnings(["nbg1", "hel1", "fsn1"], false)).toEqual([TOLD]);
  expect(warnings(["nbg1", "hel1", "fsn1"], false)).toEqual([]);
});
