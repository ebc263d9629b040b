terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

output "changes" {
  value = provider::hephaestus::talos_config_diff(
    yamlencode({ version = "v1alpha1", machine = { type = "worker", token = "aaaaaa.aaaaaaaaaaaaaaaa" } }),
    yamlencode({ version = "v1alpha1", machine = { type = "worker", token = "bbbbbb.bbbbbbbbbbbbbbbb", nodeLabels = { tier = "gold" } } }),
  )
}
