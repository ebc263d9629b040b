import type { Construct } from "constructs";
import type { IClusterNetwork } from "../network/construct";
import { TalosConfiguration } from "../talos-configuration/construct";
import { contractMinor, DEFAULT_TALOS_VERSION } from "../talos-configuration/contract";
import type { ApiEndpoint } from "./api-endpoint";
import { nodeCount, poolsOf } from "./pools";
import type { TalosClusterProps } from "./props";

/** What a configuration needs of the rest of the cluster. */
export interface Surroundings {
  readonly network: IClusterNetwork;
  readonly api: ApiEndpoint;
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
}

/** The secrets and configurations of a cluster. */
export function clusterConfiguration(
  scope: Construct,
  props: TalosClusterProps,
  { network, api, endpoint }: Surroundings,
): TalosConfiguration {
  const {
    clusterName,
    talos = {},
    kubernetes = {},
    cni = {},
    hephaestusProvider,
    destroyProtection,
    ephemeralSecrets,
  } = props;
  const { version = DEFAULT_TALOS_VERSION } = talos;
  return new TalosConfiguration(scope, "talos", {
    ...(hephaestusProvider === undefined ? {} : { hephaestusProvider }),
    ...(ephemeralSecrets === undefined ? {} : { ephemeralSecrets }),
    ...{ clusterName, kubernetes, cni, endpoint, ranges: network.addresses },
    talos: { ...talos, version },
    contractMinor: contractMinor(version, talos.versionContract),
    scheduleOnControlPlanes: kubernetes.scheduleOnControlPlanes ?? nodeCount(poolsOf(props, "worker")) === 0,
    endpointSans: api.addresses,
    controlPlanePatches: api.patches,
    ...(destroyProtection === undefined ? {} : { preventDestroy: destroyProtection }),
  });
}
