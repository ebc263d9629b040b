# cluster/name@endpoint; the credentials come from the provider block.
terraform import hephaestus_talos_machine.controlplane talos-k8s/control-plane-1@203.0.113.10
