terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

resource "hephaestus_talos_secrets" "cluster" {}

# Locals keep the plan readable: what refers directly to a resource with a pending change is read only during apply.
locals {
  machine_secrets = hephaestus_talos_secrets.cluster.machine_secrets
}

data "hephaestus_talos_machine_config" "worker" {
  cluster            = "talos-k8s"
  cluster_endpoint   = "https://cluster.example.org:6443"
  machine_type       = "worker"
  machine_secrets    = local.machine_secrets
  kubernetes_version = "1.36.3"

  config_patches = [
    yamlencode({ machine = { sysctls = { "vm.max_map_count" = "262144" } } }),
  ]
}

output "config_sha256" {
  value = data.hephaestus_talos_machine_config.worker.config_sha256
}
