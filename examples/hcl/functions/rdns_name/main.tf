terraform {
  required_providers {
    hephaestus = {
      source = "yaklab/hephaestus"
    }
  }
}

output "name" {
  value = provider::hephaestus::rdns_name("{{ hostname }}.{{ cluster }}.example.com", {
    hostname = "worker-1"
    cluster  = "prod"
  })
}

output "generic_name" {
  value = provider::hephaestus::rdns_name("{{ ip-labels }}.{{ ip-type }}.example.com", {
    ip = "203.0.113.7"
  })
}
