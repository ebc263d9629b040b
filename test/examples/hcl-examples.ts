/** The HCL examples: which there are, what each gives, and a workspace with one of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { hephaestusBuild } from "../../scripts/build/providers";
import type { Core } from "../../scripts/cores";
import { type BuiltProvider, buildForTest, installFrom } from "../support/built-provider";
import { Workspace } from "../support/terraform";

/** Where they are. */
export const FOLDER = resolve(__dirname, "../../examples/hcl");

/** The schematic without any customization, as factory.talos.dev names it. */
const PLAIN_SCHEMATIC = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

/** What each example gives, by its outputs; every example stands here. */
export const OUTPUTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
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

/** The folders of all examples, sorted. */
export function exampleFolders(): readonly string[] {
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true });
  return files.flatMap((file) => (file.name === "main.tf" ? [relative(FOLDER, file.parentPath)] : [])).sort();
}

/** Our provider for a core: a source without a host is looked for at the registry that the core calls its own. */
export function builtFor(core: Core): Promise<BuiltProvider> {
  const host = core.family === "tofu" ? "registry.opentofu.org" : "registry.terraform.io";
  return buildForTest({ ...hephaestusBuild(), address: `${host}/yaklab/hephaestus` });
}

/** A workspace with an example as it stands. */
export function workspaceOf(
  name: string,
  core: Core,
  built: BuiltProvider,
  environment: Readonly<Record<string, string>> = {},
): Workspace {
  const workspace = new Workspace({ core, installation: installFrom(built), environment });
  for (const file of readdirSync(join(FOLDER, name)).filter((each) => each.endsWith(".tf"))) {
    workspace.write(file, readFileSync(join(FOLDER, name, file), "utf8"));
  }
  return workspace;
}
