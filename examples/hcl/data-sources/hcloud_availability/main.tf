terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

# What could be ordered now, cheapest first.
data "hephaestus_hcloud_availability" "arm" {
  architecture   = "arm64"
  locations      = ["fsn1", "nbg1"]
  available_only = true
}

output "cheapest" {
  value = data.hephaestus_hcloud_availability.arm.offers[0].server_type
}
