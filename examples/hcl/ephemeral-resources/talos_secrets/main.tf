terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}

# The text of a secrets.yaml, from a vault for instance: `export TF_VAR_secrets_yaml="$(vault kv get …)"`.
variable "secrets_yaml" {
  type      = string
  ephemeral = true
  sensitive = true
}

# One configuration of the provider opens the bundle …
provider "hephaestus" {
  alias = "bundle"
}

ephemeral "hephaestus_talos_secrets" "cluster" {
  provider     = hephaestus.bundle
  secrets_yaml = var.secrets_yaml
}

# … and another one uses it: no credential is in state.
provider "hephaestus" {
  talos_client_configuration = ephemeral.hephaestus_talos_secrets.cluster.client_configuration
}
