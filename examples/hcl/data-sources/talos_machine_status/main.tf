terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

# Credentials come from talos_client_configuration of the provider block, or from TALOSCONFIG.
data "hephaestus_talos_machine_status" "worker" {
  endpoint = "192.0.2.21"
}

output "stage" {
  value = data.hephaestus_talos_machine_status.worker.stage
}
