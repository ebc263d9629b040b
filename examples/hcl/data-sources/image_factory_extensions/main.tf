terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

# Fails at plan time where the version has no such extension.
data "hephaestus_image_factory_extensions" "storage" {
  talos_version = "v1.13.9"
  names         = ["iscsi-tools", "siderolabs/util-linux-tools"]
}

output "extensions" {
  value = data.hephaestus_image_factory_extensions.storage.extensions[*].name
}
