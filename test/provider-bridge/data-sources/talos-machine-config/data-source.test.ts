import { createProvider, PROVIDER_ADDRESS } from "../../../../provider-bridge/provider";
import { decodeConfig, secrets, validation } from "../../../../provider-bridge/talos-config";
import { describeCores } from "../../../support/cores";
import { type InProcessProvider, serveInProcess } from "../../../support/in-process";
import { Workspace } from "../../../support/terraform";

const SECRETS = `terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}
resource "hephaestus_talos_secrets" "cluster" {}
resource "terraform_data" "upstream" {
  input = var.upstream
}
variable "upstream" {
  default = "one"
}
locals {
  machine_secrets = hephaestus_talos_secrets.cluster.machine_secrets
}
`;
const machine = (more: string, secretsFrom = "local.machine_secrets") => `${SECRETS}
data "hephaestus_talos_machine_config" "node" {
  cluster            = "talos-k8s"
  cluster_endpoint   = "https://cluster.example.org:6443"
  machine_type       = "controlplane"
  machine_secrets    = ${secretsFrom}
  kubernetes_version = "1.36.3"
${more}
}
output "config" {
  sensitive = true
  value     = data.hephaestus_talos_machine_config.node
}
`;

interface Output {
  readonly machine_config: string;
  readonly config_sha256: string;
  readonly user_data_bytes: number;
}

describeCores("data hephaestus_talos_machine_config", (core) => {
  let served: InProcessProvider;
  let workspace: Workspace;

  beforeEach(async () => {
    served = await serveInProcess(createProvider({}), PROVIDER_ADDRESS);
    workspace = new Workspace({ core, environment: served.environment });
  });
  afterEach(() => {
    workspace.remove();
    served.close();
  });

  const output = async (): Promise<Output> => JSON.parse(await workspace.succeed("output", "-json", "config"));

  test("is what the library makes, and stays known while something unrelated upstream changes", async () => {
    workspace.write(
      "main.tf",
      machine('  config_patches = [yamlencode({ machine = { sysctls = { "vm.swappiness" = "1" } } })]'),
    );
    await workspace.apply();
    const made = await output();
    const config = decodeConfig(made.machine_config);
    expect(made.machine_config).toContain("vm.swappiness");
    expect(
      validation()
        .validateConfig(config)
        .filter(({ severity }) => severity === "error"),
    ).toEqual([]);
    expect(made.user_data_bytes).toBeGreaterThan(1_000);
    expect(await workspace.planIsEmpty()).toBe(true);
    const plan = await workspace.succeed("plan", "-no-color", "-var", "upstream=two");
    expect(plan).toContain("terraform_data.upstream");
    expect(plan).not.toContain("will be read during apply");
    expect(plan).toContain("0 to add, 1 to change, 0 to destroy");
  }, 60_000);

  test("another spelling of a patch makes the same hash, another patch another one", async () => {
    const hashOf = async (patch: string) => {
      workspace.write("main.tf", machine(`  config_patches = [${patch}]`));
      await workspace.apply();
      return (await output()).config_sha256;
    };
    const first = await hashOf('"machine: {sysctls: {a: \\"1\\"}}"');
    expect(await hashOf('"machine:\\n  sysctls:\\n    \\"a\\": \'1\'\\n"')).toBe(first);
    expect(await hashOf('"machine: {sysctls: {a: \\"2\\"}}"')).not.toBe(first);
  }, 60_000);

  test("a wrong patch fails while planning although the secrets are not known yet, with its number, line and path", async () => {
    workspace.write(
      "main.tf",
      machine(`  config_patches = ["machine: {}", terraform_data.upstream.id, "machine:\\n  sysctl: {}\\n"]`),
    );
    const said = await workspace.fail("plan", "-no-color");
    expect(said).toContain("Patch 3, line 2");
    expect(said).toContain("sysctl");
  });

  test.each([
    [
      'cluster_endpoint   = "https://cluster.example.org:6443"',
      'cluster_endpoint = "cluster.example.org"',
      "cluster.example.org",
    ],
    ['machine_type       = "controlplane"', 'machine_type = "master"', "controlplane"],
    ["  kubernetes_version", '  version_contract = "v9"\n  kubernetes_version', "version contract"],
  ])("while planning, %s as %s is refused", async (good, bad, said) => {
    workspace.write("main.tf", machine("").replace(good, bad));
    expect(await workspace.fail("plan", "-no-color")).toContain(said);
  });

  test("the version contract is that of the secrets, unless another one is asked for", async () => {
    const documents = async () => decodeConfig((await output()).machine_config).documents.map(({ kind }) => kind);
    workspace.write("main.tf", machine("", 'merge(local.machine_secrets, { version_contract = "v1.11" })'));
    await workspace.apply();
    expect(await documents()).toEqual(["v1alpha1"]);
    workspace.write("main.tf", machine('  version_contract = "v1.12"'));
    await workspace.apply();
    expect(await documents()).toEqual(["v1alpha1", "HostnameConfig"]);
  }, 60_000);

  test("secrets with a gap are told by name", async () => {
    const gap = "merge(local.machine_secrets, { trustdinfo = null })";
    workspace.write("main.tf", machine("", gap));
    expect(await workspace.fail("apply", "-auto-approve", "-no-color")).toContain("trustdinfo");
    expect(
      secrets().validateBundle({ cluster: undefined, secrets: undefined, trustdInfo: undefined, certs: undefined }),
    ).not.toEqual([]);
  }, 60_000);
});
