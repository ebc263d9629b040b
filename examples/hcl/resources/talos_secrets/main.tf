terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

resource "hephaestus_talos_secrets" "cluster" {
  version_contract                = "v1.13"
  client_certificate_ttl          = "8760h"
  client_certificate_renew_before = "720h"
}

output "client_certificate_expires_at" {
  value = hephaestus_talos_secrets.cluster.client_certificate_expires_at
}
