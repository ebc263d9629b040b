terraform {
  required_providers {
    hephaestus = {
      source = "yaklab/hephaestus"
    }
  }
}

variable "hcloud_token" {
  type        = string
  sensitive   = true
  default     = null
  description = "Left out, the environment variable HCLOUD_TOKEN is used."
}

# One provider configuration serves one cluster; further clusters get an alias each.
provider "hephaestus" {
  hcloud_token = var.hcloud_token
}
