/** The example of a whole cluster: applied, planned empty, drifted, scaled and destroyed as it stands; no secret is told. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Sandbox, startSandbox } from "../../sandbox";
import { powerOff, powerOn } from "../../sandbox/world/server-lifecycle";
import { hephaestusBuild } from "../../scripts/build/providers";
import { standIn } from "../peers/stack/provider";
import { buildForTest, installFrom } from "../support/built-provider";
import { describeCores } from "../support/cores";
import { Workspace } from "../support/terraform";

const file = resolve(__dirname, "../../examples/hcl/cluster/cluster.tf");

describeCores("The example of a whole cluster", (core) => {
  let sandbox: Sandbox;
  let workspace: Workspace;
  const closing: (() => void)[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox();
    const hcloud = await standIn(sandbox.environment);
    const host = core.family === "tofu" ? "registry.opentofu.org" : "registry.terraform.io";
    const built = await buildForTest({ ...hephaestusBuild(), address: `${host}/yaklab/hephaestus` });
    const environment = { ...sandbox.environment, ...hcloud.environment };
    workspace = new Workspace({ core, environment, installation: installFrom(built) });
    workspace.write("cluster.tf", readFileSync(file, "utf8"));
    closing.push(hcloud.close, built.remove);
    await workspace.succeed("init", "-input=false", "-no-color");
  });

  afterAll(async () => {
    workspace.remove();
    for (const close of closing) close();
    await sandbox.close();
  });

  const serverOf = (name: string) =>
    [...sandbox.world.state.servers.values()].find((server) => server.name === name)?.id ?? 0;

  test("comes up from nothing, and a second plan is empty", async () => {
    await workspace.apply();
    expect(JSON.parse(await workspace.succeed("output", "-json", "healthy"))).toBe(true);
    expect(await workspace.planIsEmpty()).toBe(true);
  }, 480_000);

  test("grows by a worker and changes the others, and tells no secret on its way", async () => {
    const before = serverOf("worker-1");
    const args = ["-var", "workers=3", "-var", 'sysctls={"vm.max_map_count"="262144"}'];
    const plan = await workspace.run(["plan", "-no-color", ...args]);
    expect(plan.stdout).toContain("2 to add, 3 to change, 0 to destroy");
    const environment = { TF_LOG: "TRACE", TF_LOG_PATH: join(workspace.folder, "trace.log") };
    const applied = await workspace.run(["apply", "-auto-approve", "-no-color", ...args], { environment });
    expect(applied.stderr).toBe("");
    expect(serverOf("worker-1")).toBe(before);
    expect(await workspace.planIsEmpty(...args)).toBe(true);
    const log = workspace.read("trace.log");
    expect(log).toContain("provider.terraform-provider-hephaestus");
    const told = [plan.stdout, plan.stderr, applied.stdout, applied.stderr, log].join("\n");
    const secrets = secretsIn(workspace.attributes("hephaestus_talos_secrets.this"));
    expect(secrets.length).toBeGreaterThan(8);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  }, 480_000);

  test("a machine that was powered off is no loss: its state stays, and the rest goes on", async () => {
    const { world } = sandbox;
    const worker = world.state.servers.get(serverOf("worker-2"));
    if (worker === undefined) throw new Error("There is no worker-2");
    powerOff(world, worker);
    const { stdout, stderr } = await workspace.run(["plan", "-refresh-only", "-no-color"]);
    expect(`${stdout}${stderr}`).toContain("hephaestus_talos_machine is unreachable");
    expect(workspace.addresses()).toContain('hephaestus_talos_machine.worker["worker-2"]');
    powerOn(world, worker);
  }, 480_000);

  test("goes, and leaves nothing", async () => {
    await workspace.succeed("destroy", "-auto-approve", "-no-color");
    const { servers, images } = sandbox.world.state;
    expect([...servers.values()].map(({ name }) => name)).toEqual([]);
    expect([...images.values()].filter(({ type }) => type === "snapshot")).toEqual([]);
  }, 480_000);
});

/** What in the secrets' state must be told to nobody: keys and tokens, whole, and as they look when they are decoded. */
function secretsIn({ machine_secrets, client_configuration }: Readonly<Record<string, unknown>>): readonly string[] {
  const [bundle, client] = [textsIn(machine_secrets), textsIn(client_configuration)];
  return [...bundle, ...client].flatMap(([name, text]) => {
    if (!/key|token|secret/.test(name)) return [];
    const pem = Buffer.from(text, "base64").toString("utf8");
    const lines = pem.split("\n").filter((line) => /^[\w+/=]{40,}$/.test(line));
    return [text, ...lines];
  });
}

/** Texts in an object, with the name under which each stands. */
function textsIn(value: unknown, name = ""): readonly [string, string][] {
  if (typeof value === "string") return value.length >= 16 ? [[name, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, key));
}
