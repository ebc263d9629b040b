/** What a cluster is made with, and who it is. */
import {
  type ClientConfiguration,
  type TalosAccessSettings,
  type TalosAccessSurroundings,
  talosAccess,
} from "../../attributes";
import type { WithClients } from "../../clients/clients";
import { readCredential, type TalosCredential } from "../../clients/talos";
import type { FleetCluster, WantedCluster, WithFleet } from "../../fleet";

/** The part of the provider's settings that a cluster needs. */
export type TalosClusterSettings = WithClients & WithFleet & TalosAccessSettings;

/** What the resource reaches outside of itself for. */
export type TalosClusterSurroundings = TalosAccessSurroundings;

/** What of a state or plan says which cluster it is. */
export interface ClusterInputs {
  readonly cluster: string;
  readonly control_planes: Readonly<Record<string, string>>;
  readonly workers: Readonly<Record<string, string>> | null;
  readonly client_configuration: ClientConfiguration | null;
  readonly kubernetes_version: string | null;
}

/** A cluster that verbs work on. */
export interface Cluster {
  readonly fleet: FleetCluster;
  readonly credential: TalosCredential;
  readonly wanted: WantedCluster;
  /** Address of a control plane, any. */
  readonly addresses: readonly string[];
}

/** The cluster of a state or plan. @throws DiagnosticError without credentials */
export async function clusterOf(
  inputs: ClusterInputs,
  settings: TalosClusterSettings,
  surroundings: TalosClusterSurroundings & { readonly signal: AbortSignal },
): Promise<Cluster> {
  const { cluster, control_planes, workers, kubernetes_version: kubernetesVersion } = inputs;
  const access = await talosAccess(inputs.client_configuration, cluster, settings, surroundings);
  const fleet = settings.fleet.cluster(cluster);
  const machines = Object.entries(control_planes);
  fleet.learn(machines.map(([name, address]) => ({ name, addresses: [address] })));
  return {
    fleet,
    credential: readCredential(access),
    wanted: {
      controlPlanes: Object.keys(control_planes).sort(),
      workers: Object.keys(workers ?? {}).sort(),
      kubernetesVersion,
    },
    addresses: machines.map(([, address]) => address),
  };
}
