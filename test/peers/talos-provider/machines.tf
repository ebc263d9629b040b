# A cluster by the resources that know of upgrades: machines with their installer image, and the cluster on them.

terraform {
  required_providers {
    talos = { source = "siderolabs/talos" }
  }
}

variable "control_planes" { type = list(string) }
variable "workers" { type = list(string) }
variable "contract" { type = string }
variable "talos_version" { type = string }
variable "kubernetes_version" { type = string }

locals {
  schematic = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba"
  installer = "factory.talos.dev/hcloud-installer/${local.schematic}:${var.talos_version}"
}

resource "talos_machine_secrets" "this" {
  talos_version = var.contract
}

data "talos_machine_configuration" "this" {
  for_each           = toset(["controlplane", "worker"])
  cluster_name       = "machines"
  cluster_endpoint   = "https://${var.control_planes[0]}:6443"
  machine_type       = each.key
  machine_secrets    = talos_machine_secrets.this.machine_secrets
  talos_version      = var.contract
  kubernetes_version = var.kubernetes_version
  docs               = false
  examples           = false
}

ephemeral "talos_cluster_kubeconfig" "this" {
  machine_secrets = talos_machine_secrets.this.machine_secrets
  cluster_name    = "machines"
  endpoint        = "https://${var.control_planes[0]}:6443"
}

resource "talos_machine" "first" {
  node                            = var.control_planes[0]
  image                           = local.installer
  client_configuration            = talos_machine_secrets.this.client_configuration
  machine_configuration           = data.talos_machine_configuration.this["controlplane"].machine_configuration
  kubeconfig_wo                   = ephemeral.talos_cluster_kubeconfig.this.kubeconfig_raw
  ignore_kubernetes_upgrade_drift = true
}

resource "talos_machine" "second" {
  depends_on                      = [talos_machine.first]
  node                            = var.control_planes[1]
  image                           = local.installer
  client_configuration            = talos_machine_secrets.this.client_configuration
  machine_configuration           = data.talos_machine_configuration.this["controlplane"].machine_configuration
  kubeconfig_wo                   = ephemeral.talos_cluster_kubeconfig.this.kubeconfig_raw
  ignore_kubernetes_upgrade_drift = true
}

resource "talos_machine" "third" {
  depends_on                      = [talos_machine.second]
  node                            = var.control_planes[2]
  image                           = local.installer
  client_configuration            = talos_machine_secrets.this.client_configuration
  machine_configuration           = data.talos_machine_configuration.this["controlplane"].machine_configuration
  kubeconfig_wo                   = ephemeral.talos_cluster_kubeconfig.this.kubeconfig_raw
  ignore_kubernetes_upgrade_drift = true
}

resource "talos_machine" "worker" {
  depends_on                      = [talos_machine.third]
  for_each                        = toset(var.workers)
  node                            = each.key
  image                           = local.installer
  client_configuration            = talos_machine_secrets.this.client_configuration
  machine_configuration           = data.talos_machine_configuration.this["worker"].machine_configuration
  kubeconfig_wo                   = ephemeral.talos_cluster_kubeconfig.this.kubeconfig_raw
  ignore_kubernetes_upgrade_drift = true
}

resource "talos_cluster" "this" {
  depends_on           = [talos_machine.worker]
  node                 = var.control_planes[0]
  control_plane_nodes  = var.control_planes
  client_configuration = talos_machine_secrets.this.client_configuration
  kubernetes_version   = var.kubernetes_version
}
