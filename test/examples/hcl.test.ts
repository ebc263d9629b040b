/** The HCL examples, which the documentation shows: each is validated, applied and destroyed as it stands. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { secrets } from "../../provider-bridge/talos-config";
import { hephaestusBuild } from "../../scripts/build/providers";
import { TalosStage } from "../sandbox/talos/talos-stage";
import { type BuiltProvider, buildForTest, installFrom } from "../support/built-provider";
import { describeCores } from "../support/cores";
import { Workspace } from "../support/terraform";

const folder = resolve(__dirname, "../../examples/hcl");

/** The schematic without any customization, as factory.talos.dev names it. */
const PLAIN_SCHEMATIC = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

/** What each example gives, by its outputs; every example stands here. */
const OUTPUTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  provider: {},
  "resources/talos_secrets": { client_certificate_expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) },
  "resources/talos_image": {
    // What factory.talos.dev answers to a schematic with this extension and argument.
    schematic_id: "6d4f69d1202eef52ebc4476239fb6366ffbe4d0efc22983a34f21c401a38a0fc",
  },
  "resources/talos_machine": { talos_version: "v1.13.9" },
  "resources/talos_bootstrap": { kubeconfig: expect.stringContaining("clusters:") },
  "resources/talos_cluster": { healthy: true },
  "data-sources/public_ip": { source_ips: ["127.0.0.1/32"] },
  "data-sources/image_factory_versions": { latest: "v1.13.9" },
  "data-sources/image_factory_extensions": { extensions: ["siderolabs/iscsi-tools", "siderolabs/util-linux-tools"] },
  "data-sources/hcloud_availability": { cheapest: "cax11" },
  "data-sources/talos_machine_config": { config_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  "data-sources/talos_client_config": { talosconfig: expect.stringContaining("context: talos-k8s\n") },
  "data-sources/talos_disks": { data_disks: [] },
  "data-sources/talos_machine_status": { stage: "running" },
  "data-sources/talos_cluster_health": {},
  "ephemeral-resources/talos_kubeconfig": {},
  "ephemeral-resources/talos_secrets": {},
  "ephemeral-resources/talos_machine_config": {},
  "ephemeral-resources/talos_client_config": {},
  "functions/rdns_name": {
    name: "worker-1.ipv4.example.com",
  },
  "functions/server_architecture": { architecture: "arm64" },
  "functions/talos_config_patch": { patched: { "vm.max_map_count": "262144" } },
  "functions/talos_config_validate": { problems: ["machine.sysctl"] },
  "functions/talos_config_diff": {
    changes: [
      { path: "v1alpha1 machine.nodeLabels.tier", before: null, after: '"gold"' },
      {
        path: "v1alpha1 machine.token",
        before: expect.stringMatching(/^\(sensitive, sha256:[0-9a-f]{8}\)$/),
        after: expect.stringMatching(/^\(sensitive, sha256:[0-9a-f]{8}\)$/),
      },
    ],
  },
  "functions/talos_installer_image": {
    image: `factory.talos.dev/hcloud-installer/${PLAIN_SCHEMATIC}:v1.13.9`,
  },
  "functions/talos_image_url": {
    url: `https://factory.talos.dev/image/${PLAIN_SCHEMATIC}/v1.13.9/hcloud-arm64.raw.xz`,
  },
  "functions/talos_schematic_id": {
    // What factory.talos.dev answers to this schematic.
    schematic_id: "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515",
  },
};

/** Examples that need machines: validated here; what they show is applied by the tests of their types. */
const ON_MACHINES = new Set([
  "data-sources/talos_disks",
  "data-sources/talos_machine_status",
  "data-sources/talos_cluster_health",
]);

/** Examples that take a secrets.yaml are given a new one. */
async function giveSecrets(workspace: Workspace): Promise<void> {
  if (!workspace.read("main.tf").includes('variable "secrets_yaml"')) return;
  const bundle = await secrets().makeBundle({ now: new Date() });
  workspace.write("secrets.auto.tfvars.json", JSON.stringify({ secrets_yaml: secrets().writeBundle(bundle) }));
}

/** Examples of a machine are given a server that waits in maintenance mode. */
async function giveServer(workspace: Workspace, stage: TalosStage): Promise<void> {
  if (!workspace.read("main.tf").includes('variable "server_id"')) return;
  for (const { id, name } of stage.sandbox.world.state.servers.values()) {
    if (name === SERVER) await stage.api.delete(`/servers/${id}`);
  }
  const server = await stage.server(SERVER);
  const given = { server_id: String(server.id), endpoint: stage.ip(server) };
  workspace.write("server.auto.tfvars.json", JSON.stringify(given));
}

/** What the machine of the examples is called. */
const SERVER = "control-plane-1";

function exampleFolders(): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files.flatMap((file) => (file.name === "main.tf" ? [relative(folder, file.parentPath)] : [])).sort();
}

test("Every example is known here, and every one known here exists", () => {
  expect(exampleFolders()).toEqual(Object.keys(OUTPUTS).sort());
});

describeCores("HCL examples", (core) => {
  // A source without a host is looked for at the registry that the core calls its own.
  const host = core.family === "tofu" ? "registry.opentofu.org" : "registry.terraform.io";
  let built: BuiltProvider;
  let stage: TalosStage;

  beforeAll(async () => {
    stage = await TalosStage.start();
    built = await buildForTest({ ...hephaestusBuild(), address: `${host}/yaklab/hephaestus` });
  });
  afterAll(async () => {
    built.remove();
    await stage.close();
  });

  test("are formatted as the core formats them", async () => {
    const workspace = new Workspace({ core });
    try {
      await workspace.succeed("fmt", "-check", "-diff", "-recursive", folder);
    } finally {
      workspace.remove();
    }
  });

  test.each(exampleFolders())(
    "%s is applied, planned empty and destroyed",
    async (name) => {
      const workspace = new Workspace({
        core,
        installation: installFrom(built),
        environment: stage.sandbox.environment,
      });
      try {
        for (const file of readdirSync(join(folder, name)).filter((each) => each.endsWith(".tf"))) {
          workspace.write(file, readFileSync(join(folder, name, file), "utf8"));
        }
        await giveSecrets(workspace);
        await giveServer(workspace, stage);
        await workspace.succeed("init", "-input=false", "-no-color");
        await workspace.succeed("validate");
        if (ON_MACHINES.has(name)) return;
        await workspace.apply();
        const outputs: Record<string, { readonly value: unknown }> = JSON.parse(
          await workspace.succeed("output", "-json"),
        );
        const values = Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]));
        expect(values).toEqual(OUTPUTS[name]);
        expect(await workspace.planIsEmpty()).toBe(true);
        await workspace.succeed("destroy", "-auto-approve", "-input=false", "-no-color");
      } finally {
        workspace.remove();
      }
    },
    180_000,
  );
});
