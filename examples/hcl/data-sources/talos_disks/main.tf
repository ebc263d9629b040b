terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

# Credentials come from talos_client_configuration of the provider block, or from TALOSCONFIG.
data "hephaestus_talos_disks" "worker" {
  endpoint = "192.0.2.21"
}

output "data_disks" {
  value = [for disk in data.hephaestus_talos_disks.worker.disks : disk.dev_path if !disk.system_disk]
}
