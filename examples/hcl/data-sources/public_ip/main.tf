terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

# For a firewall rule that lets only you in.
data "hephaestus_public_ip" "mine" {}

output "source_ips" {
  value = [data.hephaestus_public_ip.mine.cidr]
}
