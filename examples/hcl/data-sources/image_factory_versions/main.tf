terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

# The newest patch release of Talos 1.13.
data "hephaestus_image_factory_versions" "talos" {
  minor = "v1.13"
}

output "latest" {
  value = data.hephaestus_image_factory_versions.talos.latest
}
