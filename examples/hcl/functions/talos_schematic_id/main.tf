terraform {
  required_providers {
    hephaestus = {
      source = "yaklab/hephaestus"
    }
  }
}

# The id is computed on this machine: the image factory is not asked.
output "schematic_id" {
  value = provider::hephaestus::talos_schematic_id(yamlencode({
    customization = {
      systemExtensions = {
        officialExtensions = ["siderolabs/qemu-guest-agent"]
      }
    }
  }))
}
