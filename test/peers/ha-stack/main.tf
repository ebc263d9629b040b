# The shape of a highly available cluster: what a construct of this project would ask for, and what it leaves out.
terraform {
  required_providers {
    hcloud = {
      source = "hetznercloud/hcloud"
    }
  }
}

variable "ssh_public_key" {
  type = string
}

variable "certificate" {
  type = object({ certificate = string, private_key = string })
}

# Moves from one step to the next: "first", then "changed".
variable "step" {
  type    = string
  default = "first"
}

locals {
  changed        = var.step == "changed"
  labels         = { cluster = "ha", managed-by = "hephaestus" }
  control_planes = toset(["cp-1", "cp-2", "cp-3"])
  workers        = toset(local.changed ? ["worker-1", "worker-2", "worker-4"] : ["worker-1", "worker-2", "worker-3"])
}

data "hcloud_location" "here" {
  name = "fsn1"
}

data "hcloud_server_type" "small" {
  name = "cpx22"
}

data "hcloud_image" "system" {
  name              = "debian-13"
  with_architecture = "x86"
}

resource "hcloud_ssh_key" "admin" {
  name       = "ha-admin"
  public_key = var.ssh_public_key
  labels     = local.labels
}

resource "hcloud_network" "cluster" {
  name              = local.changed ? "ha-renamed" : "ha"
  ip_range          = "10.0.0.0/16"
  labels            = local.labels
  delete_protection = false
}

resource "hcloud_network_subnet" "each" {
  for_each     = { control-plane = "10.0.1.0/24", worker = "10.0.2.0/24", load-balancer = "10.0.3.0/24" }
  network_id   = hcloud_network.cluster.id
  type         = "cloud"
  network_zone = data.hcloud_location.here.network_zone
  ip_range     = each.value
}

resource "hcloud_network_route" "pods" {
  network_id  = hcloud_network.cluster.id
  destination = "10.244.0.0/16"
  gateway     = "10.0.1.11"
}

resource "hcloud_placement_group" "each" {
  for_each = toset(["control-plane", "worker"])
  name     = "ha-${each.key}"
  type     = "spread"
  labels   = local.labels
}

resource "hcloud_firewall" "cluster" {
  name   = "ha"
  labels = local.labels
  rule {
    description = "Kubernetes API"
    direction   = "in"
    protocol    = "tcp"
    port        = "6443"
    source_ips  = local.changed ? ["127.0.0.0/8", "10.0.0.0/8"] : ["127.0.0.0/8"]
  }
  rule {
    direction  = "in"
    protocol   = "icmp"
    source_ips = ["0.0.0.0/0", "::/0"]
  }
}

resource "hcloud_firewall_attachment" "workers" {
  firewall_id     = hcloud_firewall.cluster.id
  label_selectors = ["role=worker"]
  depends_on      = [hcloud_server.worker]
}

resource "hcloud_server" "control_plane" {
  for_each           = local.control_planes
  name               = each.key
  server_type        = data.hcloud_server_type.small.name
  image              = data.hcloud_image.system.id
  location           = data.hcloud_location.here.name
  ssh_keys           = [hcloud_ssh_key.admin.id]
  placement_group_id = hcloud_placement_group.each["control-plane"].id
  user_data          = "#cloud-config\n{}\n"
  labels             = merge(local.labels, { role = "control-plane" }, local.changed ? { changed = "yes" } : {})
  public_net {
    ipv4_enabled = true
    ipv6_enabled = true
  }
  network {
    network_id = hcloud_network.cluster.id
    ip         = "10.0.1.1${substr(each.key, 3, 1)}"
    alias_ips  = []
  }
  depends_on = [hcloud_network_subnet.each]
}

resource "hcloud_server" "worker" {
  for_each           = local.workers
  name               = each.key
  server_type        = data.hcloud_server_type.small.name
  image              = data.hcloud_image.system.name
  location           = data.hcloud_location.here.name
  ssh_keys           = [hcloud_ssh_key.admin.id]
  placement_group_id = hcloud_placement_group.each["worker"].id
  backups            = local.changed && each.key == "worker-1"
  labels             = merge(local.labels, { role = "worker" })
}

resource "hcloud_server_network" "worker" {
  for_each  = local.workers
  server_id = hcloud_server.worker[each.key].id
  subnet_id = hcloud_network_subnet.each["worker"].id
  ip        = "10.0.2.1${substr(each.key, 7, 1)}"
}

resource "hcloud_rdns" "control_plane" {
  for_each   = local.control_planes
  server_id  = hcloud_server.control_plane[each.key].id
  ip_address = hcloud_server.control_plane[each.key].ipv4_address
  dns_ptr    = "${each.key}.${local.changed ? "new" : "ha"}.example.com"
}

resource "hcloud_volume" "worker" {
  for_each = local.workers
  name     = "data-${each.key}"
  size     = local.changed ? 20 : 10
  location = data.hcloud_location.here.name
  format   = "ext4"
  labels   = local.labels
}

resource "hcloud_volume_attachment" "worker" {
  for_each  = local.workers
  volume_id = hcloud_volume.worker[each.key].id
  server_id = hcloud_server.worker[each.key].id
}

resource "hcloud_primary_ip" "ingress" {
  name        = "ha-ingress"
  type        = "ipv4"
  location    = data.hcloud_location.here.name
  auto_delete = false
  labels      = local.labels
}

resource "hcloud_floating_ip" "spare" {
  name          = "ha-spare"
  type          = "ipv4"
  home_location = data.hcloud_location.here.name
  description   = "moves between control planes"
}

resource "hcloud_floating_ip_assignment" "spare" {
  floating_ip_id = hcloud_floating_ip.spare.id
  server_id      = hcloud_server.control_plane[local.changed ? "cp-2" : "cp-1"].id
}

resource "hcloud_uploaded_certificate" "ingress" {
  name        = "ha-ingress"
  certificate = var.certificate.certificate
  private_key = var.certificate.private_key
}

resource "hcloud_load_balancer" "each" {
  for_each           = toset(["kube-api", "ingress"])
  name               = "ha-${each.key}"
  load_balancer_type = local.changed && each.key == "ingress" ? "lb21" : "lb11"
  location           = data.hcloud_location.here.name
  labels             = local.labels
  algorithm {
    type = local.changed ? "least_connections" : "round_robin"
  }
}

resource "hcloud_load_balancer_network" "each" {
  for_each                = hcloud_load_balancer.each
  load_balancer_id        = each.value.id
  subnet_id               = hcloud_network_subnet.each["load-balancer"].id
  ip                      = each.key == "ingress" ? "10.0.3.11" : "10.0.3.10"
  enable_public_interface = true
}

resource "hcloud_load_balancer_target" "kube_api" {
  for_each         = local.control_planes
  type             = "server"
  load_balancer_id = hcloud_load_balancer.each["kube-api"].id
  server_id        = hcloud_server.control_plane[each.key].id
  use_private_ip   = true
  depends_on       = [hcloud_load_balancer_network.each]
}

resource "hcloud_load_balancer_target" "ingress" {
  type             = "label_selector"
  load_balancer_id = hcloud_load_balancer.each["ingress"].id
  label_selector   = "role=worker"
  depends_on       = [hcloud_load_balancer_network.each]
}

resource "hcloud_load_balancer_service" "kube_api" {
  load_balancer_id = hcloud_load_balancer.each["kube-api"].id
  protocol         = "tcp"
  listen_port      = 6443
  destination_port = 6443
  health_check {
    protocol = "tcp"
    port     = 6443
    interval = local.changed ? 5 : 10
    timeout  = 5
    retries  = 3
  }
}

resource "hcloud_load_balancer_service" "ingress" {
  load_balancer_id = hcloud_load_balancer.each["ingress"].id
  protocol         = "https"
  listen_port      = 443
  destination_port = 80
  proxyprotocol    = true
  http {
    certificates    = [hcloud_uploaded_certificate.ingress.id]
    sticky_sessions = true
    cookie_name     = "HA"
    cookie_lifetime = 600
  }
}

resource "hcloud_snapshot" "golden" {
  server_id   = hcloud_server.control_plane["cp-1"].id
  description = "golden"
  labels      = merge(local.labels, { os = "debian" })
}
