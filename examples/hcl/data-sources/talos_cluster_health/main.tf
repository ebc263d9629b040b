terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

# Credentials come from talos_client_configuration of the provider block, or from TALOSCONFIG.
data "hephaestus_talos_cluster_health" "prod" {
  cluster        = "prod"
  control_planes = { control-plane-1 = "192.0.2.11" }
  workers        = { worker-1 = "192.0.2.21" }
}

check "cluster" {
  assert {
    condition     = data.hephaestus_talos_cluster_health.prod.healthy
    error_message = join("; ", data.hephaestus_talos_cluster_health.prod.problems)
  }
}
