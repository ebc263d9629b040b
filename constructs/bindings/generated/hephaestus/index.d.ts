/** Made by `npm run generate` from the provider's schema. Do not edit. */
export * from "./hephaestus-provider";
export * from "./talos-image";
export * from "./talos-machine";
export * from "./talos-bootstrap";
export * from "./talos-cluster";
export * from "./talos-secrets";
export * from "./data-hcloud-availability";
export * from "./data-image-factory-extensions";
export * from "./data-image-factory-versions";
export * from "./data-public-ip";
export * from "./data-talos-client-config";
export * from "./data-talos-machine-config";
export * from "./data-talos-cluster-health";
export * from "./data-talos-disks";
export * from "./data-talos-machine-status";
