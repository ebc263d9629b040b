# Firewalls, load balancers, volumes and certificates with the least they need; `step` changes what can be changed.
terraform {
  required_providers {
    hcloud = {
      source = "hetznercloud/hcloud"
    }
  }
}

variable "step" {
  type    = string
  default = "first"
}

variable "certificate" {
  type = object({ certificate = string, private_key = string })
}

locals {
  changed = var.step == "changed"
  suffix  = local.changed ? "-2" : ""
}

resource "hcloud_server" "a" {
  name        = "a"
  server_type = "cpx22"
  image       = "debian-13"
  location    = "fsn1"
}

resource "hcloud_network" "a" {
  name     = "a"
  ip_range = "10.0.0.0/16"
}

resource "hcloud_network_subnet" "a" {
  network_id   = hcloud_network.a.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = "10.0.1.0/24"
}

resource "hcloud_firewall" "a" {
  name = "a${local.suffix}"
  rule {
    direction  = "in"
    protocol   = "tcp"
    port       = local.changed ? "443" : "80"
    source_ips = ["0.0.0.0/0", "::/0"]
  }
}

resource "hcloud_firewall_attachment" "a" {
  firewall_id     = hcloud_firewall.a.id
  server_ids      = [hcloud_server.a.id]
  label_selectors = local.changed ? ["role=web"] : null
}

resource "hcloud_volume" "a" {
  name     = "a"
  size     = local.changed ? 20 : 10
  location = "fsn1"
}

resource "hcloud_volume_attachment" "a" {
  volume_id = hcloud_volume.a.id
  server_id = hcloud_server.a.id
}

resource "hcloud_uploaded_certificate" "a" {
  name        = "a${local.suffix}"
  certificate = var.certificate.certificate
  private_key = var.certificate.private_key
}

resource "hcloud_load_balancer" "a" {
  name               = "a"
  load_balancer_type = local.changed ? "lb21" : "lb11"
  location           = "fsn1"
}

resource "hcloud_load_balancer_network" "a" {
  load_balancer_id        = hcloud_load_balancer.a.id
  network_id              = hcloud_network.a.id
  enable_public_interface = !local.changed
  depends_on              = [hcloud_network_subnet.a]
}

resource "hcloud_load_balancer_service" "a" {
  load_balancer_id = hcloud_load_balancer.a.id
  protocol         = "tcp"
  listen_port      = 80
  destination_port = local.changed ? 8080 : 80
}

# A change of its selector makes it anew.
resource "hcloud_load_balancer_target" "a" {
  load_balancer_id = hcloud_load_balancer.a.id
  type             = "label_selector"
  label_selector   = local.changed ? "role=web" : "role=api"
  use_private_ip   = true
  depends_on       = [hcloud_load_balancer_network.a]
}

data "hcloud_firewalls" "all" {
  depends_on = [hcloud_firewall.a]
}

data "hcloud_load_balancer" "a" {
  id = hcloud_load_balancer.a.id
}

data "hcloud_volume" "a" {
  name       = "a"
  depends_on = [hcloud_volume.a]
}

data "hcloud_certificates" "all" {
  depends_on = [hcloud_uploaded_certificate.a]
}
