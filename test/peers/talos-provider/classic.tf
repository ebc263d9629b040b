# A cluster by the resources that the provider has had from the beginning: configuration, bootstrap, kubeconfig, health.

terraform {
  required_providers {
    talos = { source = "siderolabs/talos" }
  }
}

variable "control_planes" { type = list(string) }
variable "workers" { type = list(string) }
variable "label" { type = string }

locals {
  nodes = { for node in concat(var.control_planes, var.workers) : node => contains(var.control_planes, node) }
}

resource "talos_machine_secrets" "this" {
  talos_version = "v1.13"
}

data "talos_machine_configuration" "this" {
  for_each           = toset(["controlplane", "worker"])
  cluster_name       = "classic"
  cluster_endpoint   = "https://${var.control_planes[0]}:6443"
  machine_type       = each.key
  machine_secrets    = talos_machine_secrets.this.machine_secrets
  talos_version      = "v1.13"
  kubernetes_version = "1.36.3"
  docs               = false
  examples           = false
}

data "talos_client_configuration" "this" {
  cluster_name         = "classic"
  client_configuration = talos_machine_secrets.this.client_configuration
  endpoints            = var.control_planes
  nodes                = keys(local.nodes)
}

resource "talos_machine_configuration_apply" "this" {
  for_each                    = local.nodes
  node                        = each.key
  client_configuration        = talos_machine_secrets.this.client_configuration
  machine_configuration_input = data.talos_machine_configuration.this[each.value ? "controlplane" : "worker"].machine_configuration
  config_patches              = [yamlencode({ machine = { nodeLabels = { "example.com/label" = var.label } } })]
  on_destroy = {
    graceful = false
    reboot   = true
    reset    = true
  }
}

resource "talos_machine_bootstrap" "this" {
  depends_on           = [talos_machine_configuration_apply.this]
  node                 = var.control_planes[0]
  client_configuration = talos_machine_secrets.this.client_configuration
}

resource "talos_cluster_kubeconfig" "this" {
  depends_on           = [talos_machine_bootstrap.this]
  node                 = var.control_planes[0]
  client_configuration = talos_machine_secrets.this.client_configuration
}

data "talos_cluster_health" "this" {
  depends_on           = [talos_cluster_kubeconfig.this]
  client_configuration = talos_machine_secrets.this.client_configuration
  control_plane_nodes  = var.control_planes
  worker_nodes         = var.workers
  endpoints            = var.control_planes
}

data "talos_machine_disks" "this" {
  depends_on           = [talos_machine_configuration_apply.this]
  node                 = var.workers[0]
  client_configuration = talos_machine_secrets.this.client_configuration
  selector             = "disk.size > 10u * GiB"
}

output "disks" {
  value = [for disk in data.talos_machine_disks.this.disks : disk.dev_path]
}

output "kubernetes_host" {
  value     = talos_cluster_kubeconfig.this.kubernetes_client_configuration.host
  sensitive = true
}
