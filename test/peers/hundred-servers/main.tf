terraform {
  required_providers {
    hcloud = {
      source = "hetznercloud/hcloud"
    }
  }
}

resource "hcloud_network" "all" {
  name     = "all"
  ip_range = "10.0.0.0/16"
}

resource "hcloud_network_subnet" "all" {
  network_id   = hcloud_network.all.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = "10.0.0.0/20"
}

resource "hcloud_server" "each" {
  count       = 100
  name        = "server-${count.index}"
  server_type = "cpx22"
  image       = "debian-13"
  location    = "fsn1"
  network {
    network_id = hcloud_network.all.id
    alias_ips  = []
  }
  depends_on = [hcloud_network_subnet.all]
}
