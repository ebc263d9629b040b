terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

# One image for each kind of processor, made side by side.
resource "hephaestus_talos_image" "node" {
  for_each = toset(["amd64", "arm64"])

  talos_version = "v1.13.9"
  architecture  = each.key
  extensions    = ["siderolabs/qemu-guest-agent"]
  kernel_args   = ["console=ttyS0"]
  labels        = { cluster = "talos-k8s" }
}

output "schematic_id" {
  value = hephaestus_talos_image.node["amd64"].resolved_schematic_id
}
