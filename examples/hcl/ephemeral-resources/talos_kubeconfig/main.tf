terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

variable "secrets_yaml" {
  type      = string
  sensitive = true
}

ephemeral "hephaestus_talos_secrets" "this" {
  secrets_yaml = var.secrets_yaml
}

# For a provider that works in the cluster, with nothing of it in plan or state.
ephemeral "hephaestus_talos_kubeconfig" "admin" {
  cluster         = "prod"
  endpoint        = "https://prod.example.org:6443"
  machine_secrets = ephemeral.hephaestus_talos_secrets.this.machine_secrets
}
