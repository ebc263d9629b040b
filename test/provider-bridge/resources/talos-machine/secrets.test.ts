/** What the life of a cluster says of itself at the highest log level, and in a crash: no secret of any bundle in play. */

import { join } from "node:path";
import { decodeConfig, normalForm, secrets } from "../../../../provider-bridge/talos-config";
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
  const made: string[] = [];

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

  /** Every secret of the configurations and credentials, in the forms in which they travel. */
  const secretTexts = (): readonly string[] => {
    const configured = (["controlplane", "worker"] as const).flatMap((role) =>
      normalForm(decodeConfig(stack.text(role)))
        .filter(({ secrecy }) => secrecy !== "public")
        .map(({ value }) => String(JSON.parse(value))),
    );
    const given = [stack.client["client_key"] ?? "", stage.sandbox.environment["HCLOUD_TOKEN"] ?? "", ...made];
    const encoded = [...configured, ...given].filter((text) => text.length >= shortestSecret);
    const decoded = encoded.map((text) => Buffer.from(text, "base64").toString("utf8"));
    // Of a PEM text, a line from its middle: nothing else looks like it.
    const lines = decoded.filter((text) => text.includes("-----BEGIN ")).map((text) => text.split("\n")[1] ?? "");
    return [...encoded, ...lines.filter((line) => line.length >= shortestSecret)];
  };

  /** Passwords that Hetzner made for servers of image builds. */
  const listenForPasswords = () =>
    stage.sandbox.world.events.on((event) => {
      if (event.type !== "server.booted") return;
      const { rootPassword, rescue } = stage.serverOf(event.serverId);
      made.push(rootPassword ?? "", rescue?.rootPassword ?? "");
    });

  /** What the bootstrap gives: keys and certificates of administrators, of Talos and of Kubernetes. */
  const rememberBootstrap = () => {
    const { kubeconfig, talosconfig, ...more } = workspace.attributes("hephaestus_talos_bootstrap.it");
    const texts = [String(kubeconfig), String(talosconfig), JSON.stringify(more)].join("\n");
    const found = texts.match(/LS0tLS1CRUdJTi[\w+/=]+/g) ?? [];
    expect(found.length).toBeGreaterThan(6);
    made.push(String(kubeconfig), ...found);
  };

  /** Beside the machine: its cluster, an image, and a kubeconfig that is in no state. */
  const more = () => `
    resource "hephaestus_talos_bootstrap" "it" {
      cluster              = "stage"
      endpoint             = "https://${stack.ip("cp-1")}:6443"
      control_planes       = { "cp-1" = hephaestus_talos_machine.cp-1.endpoint }
      client_configuration = var.client
    }
    resource "hephaestus_talos_image" "it" {
      talos_version = "v1.13.9"
      architecture  = "amd64"
    }
    variable "secrets_yaml" {
      type      = string
      sensitive = true
    }
    ephemeral "hephaestus_talos_secrets" "it" {
      secrets_yaml = var.secrets_yaml
    }
    ephemeral "hephaestus_talos_kubeconfig" "it" {
      cluster         = "stage"
      endpoint        = "https://${stack.ip("cp-1")}:6443"
      machine_secrets = ephemeral.hephaestus_talos_secrets.it.machine_secrets
    }`;

  /** Nothing of what must be known to nobody; nor any PEM, whose ever it is: also keys that were never stored. */
  const expectNoSecret = (all: string) => {
    const known = secretTexts();
    expect(known.length).toBeGreaterThan(15);
    expect(known.filter((secret) => all.includes(secret))).toEqual([]);
    expect(all.match(/.{0,80}(-----BEGIN |LS0tLS1CRUdJTi|b3BlbnNzaC1rZXktdjE).{0,20}/g) ?? []).toEqual([]);
  };

  test("logs, plans and errors of create, drift, refusal, update and destroy hold none of them", async () => {
    const said: string[] = [];
    const run = async (...args: string[]) => {
      const { stdout, stderr, code } = await workspace.run([...args, "-no-color"]);
      said.push(stdout, stderr);
      return code;
    };
    await stack.server("cp-1");
    const stop = listenForPasswords();
    workspace.write("secrets.auto.tfvars.json", JSON.stringify({ secrets_yaml: secrets().writeBundle(stage.bundle) }));
    stack.write({ "cp-1": "" }, "", more());
    expect(await run("init", "-input=false")).toBe(0);
    expect(await run("apply", "-auto-approve")).toBe(0);
    stop();
    rememberBootstrap();
    expect(made.filter((text) => text.length >= shortestSecret).length).toBeGreaterThan(7);
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
    stack.write({ "cp-1": `machine_config = file("bad.yaml")` }, "", more());
    expect(await run("plan")).toBe(1);
    stack.write({ "cp-1": `endpoint = "127.0.0.99"\ntimeouts = { update = "2s" }` }, "", more());
    expect(await run("plan")).toBe(0);
    stack.write({ "cp-1": "" }, "", more());
    expect(await run("destroy", "-auto-approve")).toBe(0);
    const all = said.join("\n");
    expect(all).toContain("Talos answered");
    expectNoSecret(all);
  }, 120_000);

  test("a crash tells none of them, whatever it was that the process fell over", async () => {
    await stack.server("cp-2");
    stack.write({ "cp-2": "" });
    workspace.write("crash.cjs", CRASH);
    await workspace.succeed("init", "-input=false", "-no-color");
    const environment = {
      NODE_OPTIONS: `--require ${JSON.stringify(join(workspace.folder, "crash.cjs"))}`,
      CRASH_TEXTS: JSON.stringify(["HCLOUD_TOKEN", ...secretsOfProcess()]),
    };
    const { code, stdout, stderr } = await workspace.run(["apply", "-auto-approve", "-no-color"], { environment });
    expect(code).toBe(1);
    expect(stderr).toContain("panic: Error: fell over ");
    expectNoSecret(stdout + stderr);
  }, 120_000);

  /** What the process is given: with the provider block, and in base64 with a resource. */
  const secretsOfProcess = () => {
    const { client_key: key, client_certificate: certificate } = stack.client;
    return [key ?? "", certificate ?? "", Buffer.from(key ?? "", "base64").toString("utf8")];
  };
});

/** Loaded into the provider's process: when it has been configured and reaches for a machine, it falls over. */
const CRASH = `
const { Socket } = require("node:net");
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...args) {
  if (process.argv[1].includes("terraform-provider-") && JSON.stringify(args).includes("50000")) {
    const texts = JSON.parse(process.env.CRASH_TEXTS).map((text) => process.env[text] ?? text);
    process.nextTick(() => {
      throw new Error("fell over " + texts.join(" and "));
    });
  }
  return connect.apply(this, args);
};
`;
