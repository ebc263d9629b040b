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

ephemeral "hephaestus_talos_client_config" "reader" {
  cluster         = "talos-k8s"
  machine_secrets = ephemeral.hephaestus_talos_secrets.cluster.machine_secrets
  roles           = ["os:reader"]
  endpoints       = ["203.0.113.10"]
}
