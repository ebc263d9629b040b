terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

variable "server_id" {
  type        = string
  description = "Id of a Hetzner server that was made from a Talos image and waits in maintenance mode."
}

variable "endpoint" {
  type        = string
  description = "Address of that server."
}

resource "hephaestus_talos_secrets" "this" {}

locals {
  cluster          = "talos-k8s"
  cluster_endpoint = "https://${var.endpoint}:6443"
}

data "hephaestus_talos_machine_config" "controlplane" {
  cluster          = local.cluster
  cluster_endpoint = local.cluster_endpoint
  machine_type     = "controlplane"
  machine_secrets  = hephaestus_talos_secrets.this.machine_secrets
}

resource "hephaestus_talos_machine" "controlplane" {
  cluster              = local.cluster
  name                 = "control-plane-1"
  role                 = "controlplane"
  server_id            = var.server_id
  endpoint             = var.endpoint
  client_configuration = hephaestus_talos_secrets.this.client_configuration
  machine_config       = data.hephaestus_talos_machine_config.controlplane.machine_config

  config_patches = [
    yamlencode({ machine = { sysctls = { "vm.max_map_count" = "262144" } } }),
  ]
}

resource "hephaestus_talos_bootstrap" "this" {
  cluster              = local.cluster
  endpoint             = local.cluster_endpoint
  client_configuration = hephaestus_talos_secrets.this.client_configuration
  control_planes = {
    (hephaestus_talos_machine.controlplane.name) = hephaestus_talos_machine.controlplane.endpoint
  }
}

output "kubeconfig" {
  value     = hephaestus_talos_bootstrap.this.kubeconfig
  sensitive = true
}
