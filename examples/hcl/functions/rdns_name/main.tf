terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

output "name" {
  value = provider::hephaestus::rdns_name("{{ hostname }}.{{ ip-type }}.example.com", {
    hostname = "worker-1"
    ip       = "192.0.2.7"
  })
}
