terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

resource "hephaestus_talos_secrets" "cluster" {}

data "hephaestus_talos_client_config" "admin" {
  cluster              = "talos-k8s"
  client_configuration = hephaestus_talos_secrets.cluster.client_configuration
  endpoints            = ["203.0.113.10", "203.0.113.11"]
}

output "talosconfig" {
  value     = data.hephaestus_talos_client_config.admin.talosconfig
  sensitive = true
}
