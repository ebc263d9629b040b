import type { Workspace } from "../terraform";
import type { MachineCluster } from "./cluster";

/** The image of which the state says that the machines run it. */
export const INSTALLER =
  "factory.talos.dev/hcloud-installer/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba:v1.13.9";

/** Where a configuration begins that has a cluster's machines in its variables. */
export function head(name: string, source: string): string {
  return `terraform {
      required_providers {
        ${name} = { source = "${source}" }
      }
    }
    variable "client" {
      type      = map(string)
      sensitive = true
    }
    variable "machines" { type = map(map(string)) }`;
}

/** All machines of a cluster, as resources of our provider. */
export function machinesConfiguration(): string {
  return `${head("hephaestus", "yaklab/hephaestus")}
    provider "hephaestus" {
      talos_client_configuration = var.client
    }
    resource "hephaestus_talos_machine" "it" {
      for_each       = var.machines
      cluster        = "stage"
      name           = each.key
      role           = each.value.role
      server_id      = each.value.server
      endpoint       = each.value.ip
      image          = "${INSTALLER}"
      machine_config = file("\${each.value.role}.yaml")
    }`;
}

/** Writes a cluster into a workspace: its variables, and the configuration of each role. */
export function writeMachines(workspace: Workspace, { machines, client, configurations }: MachineCluster): void {
  const entries = machines.map(({ name, role, server, ip }) => [name, { role, server: String(server.id), ip }]);
  workspace.write("all.auto.tfvars.json", JSON.stringify({ client, machines: Object.fromEntries(entries) }));
  for (const [role, text] of Object.entries(configurations)) workspace.write(`${role}.yaml`, text);
}
