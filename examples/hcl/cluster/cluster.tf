# A whole cluster: servers by the hcloud provider, and everything on them from the image to Nodes that are Ready.

terraform {
  required_providers {
    hcloud     = { source = "hetznercloud/hcloud" }
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

variable "control_planes" {
  type        = number
  default     = 3
  description = "How many control planes there are: 1, 3 or 5."
}

variable "workers" {
  type        = number
  default     = 2
  description = "How many workers there are."
}

variable "sysctls" {
  type        = map(string)
  default     = {}
  description = "Kernel settings of the workers."
}

locals {
  cluster        = "talos-k8s"
  control_planes = toset([for number in range(var.control_planes) : "control-plane-${number + 1}"])
  workers        = toset([for number in range(var.workers) : "worker-${number + 1}"])
  endpoint       = "https://${hcloud_server.control_plane["control-plane-1"].ipv4_address}:6443"

  machine_secrets      = hephaestus_talos_secrets.this.machine_secrets
  client_configuration = hephaestus_talos_secrets.this.client_configuration

  control_plane_addresses = { for name, machine in hephaestus_talos_machine.control_plane : name => machine.endpoint }
  worker_addresses        = { for name, machine in hephaestus_talos_machine.worker : name => machine.endpoint }
}

resource "hephaestus_talos_secrets" "this" {}

resource "hephaestus_talos_image" "node" {
  talos_version = "v1.13.9"
  architecture  = "amd64"
}

resource "hcloud_server" "control_plane" {
  for_each    = local.control_planes
  name        = each.key
  server_type = "cx23"
  location    = "fsn1"
  image       = hephaestus_talos_image.node.id
  labels      = { cluster = local.cluster, role = "control-plane" }

  lifecycle {
    ignore_changes = [image] # a newer image is for new servers
  }
}

resource "hcloud_server" "worker" {
  for_each    = local.workers
  name        = each.key
  server_type = "cx23"
  location    = "fsn1"
  image       = hephaestus_talos_image.node.id
  labels      = { cluster = local.cluster, role = "worker" }

  lifecycle {
    ignore_changes = [image]
  }
}

data "hephaestus_talos_machine_config" "of" {
  for_each         = toset(["controlplane", "worker"])
  cluster          = local.cluster
  cluster_endpoint = local.endpoint
  machine_type     = each.key
  machine_secrets  = local.machine_secrets
}

resource "hephaestus_talos_machine" "control_plane" {
  for_each             = hcloud_server.control_plane
  cluster              = local.cluster
  name                 = each.key
  role                 = "controlplane"
  server_id            = each.value.id
  endpoint             = each.value.ipv4_address
  client_configuration = local.client_configuration
  machine_config       = data.hephaestus_talos_machine_config.of["controlplane"].machine_config
}

# Needs control planes only: a worker that is sick keeps nobody from a cluster.
resource "hephaestus_talos_bootstrap" "this" {
  cluster              = local.cluster
  endpoint             = local.endpoint
  control_planes       = local.control_plane_addresses
  client_configuration = local.client_configuration
}

resource "hephaestus_talos_machine" "worker" {
  for_each             = hcloud_server.worker
  cluster              = local.cluster
  name                 = each.key
  role                 = "worker"
  server_id            = each.value.id
  endpoint             = each.value.ipv4_address
  client_configuration = local.client_configuration
  machine_config       = data.hephaestus_talos_machine_config.of["worker"].machine_config
  config_patches       = [yamlencode({ machine = { sysctls = var.sysctls } })]

  depends_on = [hephaestus_talos_bootstrap.this]
}

resource "hephaestus_talos_cluster" "this" {
  cluster              = local.cluster
  endpoint             = local.endpoint
  control_planes       = local.control_plane_addresses
  workers              = local.worker_addresses
  client_configuration = local.client_configuration

  depends_on = [hephaestus_talos_bootstrap.this]
}

output "kubeconfig" {
  value     = hephaestus_talos_bootstrap.this.kubeconfig
  sensitive = true
}

output "healthy" {
  value = hephaestus_talos_cluster.this.healthy
}
