terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

output "problems" {
  value = provider::hephaestus::talos_config_validate(
    yamlencode({ version = "v1alpha1", machine = { type = "worker", sysctl = {} } }),
  )[*].path
}
