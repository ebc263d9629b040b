terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

output "schematic_id" {
  value = provider::hephaestus::talos_schematic_id(yamlencode({
    customization = {
      systemExtensions = { officialExtensions = ["siderolabs/qemu-guest-agent"] }
    }
  }))
}
