terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

output "architecture" {
  value = provider::hephaestus::server_architecture("cax11")
}
