terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

output "image" {
  value = provider::hephaestus::talos_installer_image(
    provider::hephaestus::talos_schematic_id("customization: {}"), "v1.13.9",
  )
}
