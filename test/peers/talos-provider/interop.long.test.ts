/** A cluster made by our resources, read by Talos's own provider; and one made outside, imported by ours. */
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { secrets } from "../../../provider-bridge/talos-config";
import { findCores } from "../../../scripts/cores";
import { MachineStack } from "../../provider-bridge/resources/talos-machine/machine-stack";
import { describeIf, testIf } from "../../support/availability";
import { openTalosStage } from "../../support/talos-provider-stage";
import { Workspace } from "../../support/terraform";

const path = process.env["HEPHAESTUS_TALOS_PROVIDER"] ?? "";
const [core] = findCores().filter(({ family }) => family === "terraform");

const READING = `terraform {
  required_providers {
    talos = { source = "siderolabs/talos" }
  }
}
variable "client" {
  type      = map(string)
  sensitive = true
}
variable "control_planes" { type = list(string) }
variable "workers" { type = list(string) }
data "talos_cluster_health" "it" {
  client_configuration = var.client
  control_plane_nodes  = var.control_planes
  worker_nodes         = var.workers
  endpoints            = var.control_planes
}
data "talos_machine_disks" "it" {
  node                 = var.workers[0]
  client_configuration = var.client
  selector             = "disk.size > 10u * GiB"
}
output "disks" {
  value = [for disk in data.talos_machine_disks.it.disks : disk.dev_path]
}
`;

describeIf(core !== undefined, "there is no terraform on PATH", "Beside Talos's own provider", () => {
  testIf(existsSync(path), "HEPHAESTUS_TALOS_PROVIDER names no provider", "it reads what ours has made", async () => {
    if (core === undefined) return;
    const given = await openTalosStage(core, { speed: 20 });
    const { stage, workspace } = given;
    const folder = mkdtempSync(join(tmpdir(), "hephaestus-interop-"));
    symlinkSync(resolve(path), join(folder, "terraform-provider-talos"));
    const installation = `dev_overrides {\n  "siderolabs/talos" = "${folder}"\n}\ndirect {}`;
    const theirs = new Workspace({ core, installation });
    try {
      const stack = new MachineStack(stage, workspace);
      for (const name of ["cp-1", "worker-1"]) await stack.server(name);
      stack.writeCluster(["cp-1", "worker-1"]);
      await workspace.apply();
      theirs.write("main.tf", READING);
      const values = { client: stack.client, control_planes: [stack.ip("cp-1")], workers: [stack.ip("worker-1")] };
      theirs.write("all.auto.tfvars.json", JSON.stringify(values));
      await theirs.apply();
      expect(JSON.parse(await theirs.succeed("output", "-json", "disks"))).toEqual(["/dev/sda"]);
    } finally {
      theirs.remove();
      rmSync(folder, { recursive: true, force: true });
      await given.close();
    }
  });
});

describeIf(core !== undefined, "there is no terraform on PATH", "What was made outside", () => {
  test("a secrets.yaml and a running cluster are imported, and planned empty", async () => {
    if (core === undefined) return;
    const given = await openTalosStage(core);
    const { stage, workspace } = given;
    try {
      const { server, text } = await stage.single("cp-1");
      const [ip, endpoint] = [stage.ip(server), `https://${stage.ip(server)}:6443`];
      workspace.write("controlplane.yaml", text);
      const secretsFile = join(workspace.folder, "secrets.yaml");
      writeFileSync(secretsFile, secrets().writeBundle(stage.bundle));
      given.write(outside({ ip, endpoint, serverId: server.id, secretsFile }), "");
      await workspace.apply();
      const { stdout } = await workspace.run(["plan", "-no-color"]);
      expect(stdout).toContain("No changes");
      const made = workspace.attributes("hephaestus_talos_secrets.it")["machine_secrets"];
      expect(JSON.stringify(made)).toContain(stage.bundle.certs?.os?.key ?? "no key");
      expect(stage.serverOf(server.id).bootCount).toBe(server.bootCount);
    } finally {
      await given.close();
    }
  });
});

interface Outside {
  readonly ip: string;
  readonly endpoint: string;
  readonly serverId: number;
  readonly secretsFile: string;
}

function outside({ ip, endpoint, serverId, secretsFile }: Outside): string {
  const common = `cluster = "stage"
    client_configuration = hephaestus_talos_secrets.it.client_configuration`;
  const cluster = `${common}
    endpoint       = "${endpoint}"
    control_planes = { "cp-1" = "${ip}" }`;
  return `import {
    to = hephaestus_talos_secrets.it
    id = "${secretsFile}"
  }
  resource "hephaestus_talos_secrets" "it" { version_contract = "v1.13" }
  resource "hephaestus_talos_machine" "it" {
    ${common}
    name           = "cp-1"
    role           = "controlplane"
    server_id      = "${serverId}"
    endpoint       = "${ip}"
    machine_config = file("controlplane.yaml")
  }
  resource "hephaestus_talos_bootstrap" "it" {
    ${cluster}
    depends_on = [hephaestus_talos_machine.it]
  }
  resource "hephaestus_talos_cluster" "it" {
    ${cluster}
    depends_on = [hephaestus_talos_bootstrap.it]
  }`;
}
