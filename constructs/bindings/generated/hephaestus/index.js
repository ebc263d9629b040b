/** Made by `npm run generate` from the provider's schema. Do not edit. */
Object.defineProperty(exports, "HephaestusProvider", { enumerable: true, get: () => require("./hephaestus-provider").HephaestusProvider });
Object.defineProperty(exports, "TalosImage", { enumerable: true, get: () => require("./talos-image").TalosImage });
Object.defineProperty(exports, "TalosMachine", { enumerable: true, get: () => require("./talos-machine").TalosMachine });
Object.defineProperty(exports, "TalosBootstrap", { enumerable: true, get: () => require("./talos-bootstrap").TalosBootstrap });
Object.defineProperty(exports, "TalosCluster", { enumerable: true, get: () => require("./talos-cluster").TalosCluster });
Object.defineProperty(exports, "TalosSecrets", { enumerable: true, get: () => require("./talos-secrets").TalosSecrets });
Object.defineProperty(exports, "DataHcloudAvailability", { enumerable: true, get: () => require("./data-hcloud-availability").DataHcloudAvailability });
Object.defineProperty(exports, "DataImageFactoryExtensions", { enumerable: true, get: () => require("./data-image-factory-extensions").DataImageFactoryExtensions });
Object.defineProperty(exports, "DataImageFactoryVersions", { enumerable: true, get: () => require("./data-image-factory-versions").DataImageFactoryVersions });
Object.defineProperty(exports, "DataPublicIp", { enumerable: true, get: () => require("./data-public-ip").DataPublicIp });
Object.defineProperty(exports, "DataTalosClientConfig", { enumerable: true, get: () => require("./data-talos-client-config").DataTalosClientConfig });
Object.defineProperty(exports, "DataTalosMachineConfig", { enumerable: true, get: () => require("./data-talos-machine-config").DataTalosMachineConfig });
Object.defineProperty(exports, "DataTalosClusterHealth", { enumerable: true, get: () => require("./data-talos-cluster-health").DataTalosClusterHealth });
Object.defineProperty(exports, "DataTalosDisks", { enumerable: true, get: () => require("./data-talos-disks").DataTalosDisks });
Object.defineProperty(exports, "DataTalosMachineStatus", { enumerable: true, get: () => require("./data-talos-machine-status").DataTalosMachineStatus });
