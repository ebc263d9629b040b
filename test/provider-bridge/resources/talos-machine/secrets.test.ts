/** What a machine's life says of itself at the highest log level: no secret of any bundle in play. */

import { decodeConfig, normalForm } from "../../../../provider-bridge/talos-config";
import { hephaestusBuild } from "../../../../scripts/build/providers";
import { TalosStage } from "../../../sandbox/talos/talos-stage";
import { type BuiltProvider, buildForTest, installFrom } from "../../../support/built-provider";
import { describeCores } from "../../../support/cores";
import { Workspace } from "../../../support/terraform";
import { MachineStack } from "./machine-stack";

/** Shorter texts are no secrets, and stand everywhere. */
const shortestSecret = 12;

describeCores("Secrets of hephaestus_talos_machine", (core) => {
  const host = core.family === "tofu" ? "registry.opentofu.org" : "registry.terraform.io";
  let built: BuiltProvider;
  let stage: TalosStage;
  let workspace: Workspace;
  let stack: MachineStack;

  beforeAll(async () => {
    built = await buildForTest({ ...hephaestusBuild(), address: `${host}/yaklab/hephaestus` });
    stage = await TalosStage.start();
    const environment = { ...stage.sandbox.environment, TF_LOG: "TRACE" };
    workspace = new Workspace({ core, installation: installFrom(built), environment });
    stack = new MachineStack(stage, workspace);
  });

  afterAll(async () => {
    workspace.remove();
    built.remove();
    await stage.close();
  });

  /** Every secret of the configurations, of the client and of the kubeconfig, in the forms in which they travel. */
  const secretTexts = (): readonly string[] => {
    const configured = (["controlplane", "worker"] as const).flatMap((role) =>
      normalForm(decodeConfig(stack.text(role)))
        .filter(({ secrecy }) => secrecy !== "public")
        .map(({ value }) => String(JSON.parse(value))),
    );
    const encoded = [...configured, stack.client["client_key"] ?? ""].filter((text) => text.length >= shortestSecret);
    const decoded = encoded.map((text) => Buffer.from(text, "base64").toString("utf8"));
    // Of a PEM text, a line from its middle: nothing else looks like it.
    const lines = decoded.filter((text) => text.includes("PRIVATE KEY")).map((text) => text.split("\n")[1] ?? "");
    return [...encoded, ...lines.filter((line) => line.length >= shortestSecret)];
  };

  test("logs, plans and errors of create, drift, refusal, update and destroy hold none of them", async () => {
    const said: string[] = [];
    const run = async (...args: string[]) => {
      const { stdout, stderr, code } = await workspace.run([...args, "-no-color"]);
      said.push(stdout, stderr);
      return code;
    };
    await stack.server("cp-1");
    stack.write({ "cp-1": "" });
    expect(await run("init", "-input=false")).toBe(0);
    expect(await run("apply", "-auto-approve")).toBe(0);
    const { token = "" } = /token: (?<token>\S+)/.exec(stack.text("controlplane"))?.groups ?? {};
    const change = { from: token, to: "aaaaaa.bbbbbbbbbbbbbbbb" };
    for (const drift of stage.sandbox.world.guestDrifts) drift(stack.serverOf("cp-1").id, "config", change);
    expect(await run("plan")).toBe(0);
    expect(said.join("\n")).toContain("machine.token: changed");
    expect(await run("apply", "-auto-approve")).toBe(0);
    workspace.write(
      "bad.yaml",
      stack.text("controlplane").replace(`token: ${token}`, `token: ${token}\n    nosuchkey: ${token}`),
    );
    stack.write({ "cp-1": `machine_config = file("bad.yaml")` });
    expect(await run("plan")).toBe(1);
    stack.write({ "cp-1": `endpoint = "127.0.0.99"\ntimeouts = { update = "2s" }` });
    expect(await run("plan")).toBe(0);
    stack.write({ "cp-1": "" });
    expect(await run("destroy", "-auto-approve")).toBe(0);
    const all = said.join("\n");
    expect(all).toContain("Talos answered");
    const secrets = secretTexts();
    expect(secrets.length).toBeGreaterThan(15);
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
  }, 120_000);
});
