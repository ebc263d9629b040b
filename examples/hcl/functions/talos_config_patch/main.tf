terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

output "patched" {
  value = yamldecode(provider::hephaestus::talos_config_patch(
    yamlencode({ version = "v1alpha1", machine = { type = "worker" } }),
    [yamlencode({ machine = { sysctls = { "vm.max_map_count" = "262144" } } })],
  )).machine.sysctls
}
