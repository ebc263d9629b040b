terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

variable "secrets_yaml" {
  type      = string
  ephemeral = true
  sensitive = true
}

ephemeral "hephaestus_talos_secrets" "cluster" {
  secrets_yaml = var.secrets_yaml
}

ephemeral "hephaestus_talos_machine_config" "control_plane" {
  cluster            = "talos-k8s"
  cluster_endpoint   = "https://cluster.example.org:6443"
  machine_type       = "controlplane"
  machine_secrets    = ephemeral.hephaestus_talos_secrets.cluster.machine_secrets
  kubernetes_version = "1.36.3"
}
