terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

output "url" {
  value = provider::hephaestus::talos_image_url(
    provider::hephaestus::talos_schematic_id("customization: {}"), "v1.13.9", "arm64",
  )
}
