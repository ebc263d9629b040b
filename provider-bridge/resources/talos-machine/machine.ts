/** One machine, with everything that its verbs need: who it is, its API, its cluster. */
import {
  type ClientConfiguration,
  type TalosAccessSettings,
  type TalosAccessSurroundings,
  talosAccess,
} from "../../attributes";
import type { Clients, WithClients } from "../../clients/clients";
import { readCredential, type TalosCredential, type TalosNode } from "../../clients/talos";
import type { FleetCluster, Role, WithFleet } from "../../fleet";
import { parseDuration } from "../../framework/formats/duration";
import type { StateOf } from "../../framework/schema/schema";
import { standardOnDestroy, standardRollout, type talosMachineSchema } from "./schema";

/** State of a machine. */
export type MachineState = StateOf<typeof talosMachineSchema>;

/** The part of the provider's settings that a machine needs. */
export interface TalosMachineSettings extends WithClients, WithFleet, TalosAccessSettings {
  readonly hcloudToken: string | undefined;
  readonly allowClusterDestroy: boolean;
}

/** What the resource reaches outside of itself for. */
export type TalosMachineSurroundings = TalosAccessSurroundings;

/** What of a state or plan says which machine it is. */
export interface MachineIdentity {
  readonly cluster: string;
  readonly name: string;
  readonly role: string;
  readonly server_id: string;
  readonly endpoint: string;
  readonly client_configuration: ClientConfiguration | null;
}

/** A machine that verbs work on. */
export interface Machine {
  readonly name: string;
  readonly role: Role;
  readonly serverId: string;
  readonly endpoint: string;
  readonly credential: TalosCredential;
  /** With our certificate: proven by the cluster's CA. */
  readonly node: TalosNode;
  readonly clients: Clients;
  readonly fleet: FleetCluster;
  readonly hasHetzner: boolean;
}

/**
 * The machine of a state or plan.
 * @throws DiagnosticError where there are no credentials, RangeError where they cannot be read
 */
export async function machineOf(
  identity: MachineIdentity,
  settings: TalosMachineSettings,
  surroundings: TalosMachineSurroundings & { readonly signal: AbortSignal },
): Promise<Machine> {
  const { cluster, name, role, server_id: serverId, endpoint, client_configuration: given } = identity;
  const access = await talosAccess(given, cluster, settings, surroundings);
  const credential = readCredential(access);
  const { clients, fleet, hcloudToken } = settings;
  return {
    name,
    role: role === "controlplane" ? "controlplane" : "worker",
    serverId,
    endpoint,
    credential,
    node: clients.talos().node(endpoint, credential),
    clients,
    fleet: fleet.cluster(cluster),
    hasHetzner: hcloudToken !== undefined,
  };
}

/** How machines take turns, with what stands where the user says nothing. */
export function rolloutOf(given: MachineState["rollout"]) {
  return {
    maxUnavailable: given?.max_unavailable ?? standardRollout.maxUnavailable,
    drainTimeoutMs: milliseconds(given?.drain_timeout ?? standardRollout.drainTimeout),
    disableEviction: given?.disable_eviction ?? standardRollout.disableEviction,
    healthTimeoutMs: milliseconds(given?.health_timeout ?? standardRollout.healthTimeout),
    haltOnFailure: given?.halt_on_failure ?? standardRollout.haltOnFailure,
  };
}

/** What happens at the end, with what stands where the user says nothing. */
export function onDestroyOf(given: MachineState["on_destroy"]) {
  const reset = given?.reset === true;
  return {
    drain: given?.drain ?? standardOnDestroy.drain,
    reset,
    shutdown: !reset && given?.shutdown !== false,
    deleteNode: given?.delete_node ?? standardOnDestroy.deleteNode,
    drainTimeoutMs: milliseconds(given?.drain_timeout ?? standardOnDestroy.drainTimeout),
  };
}

/** A duration that validation has checked. */
function milliseconds(text: string): number {
  const read = parseDuration(text);
  if (!read.ok) throw new RangeError(`Cannot read the duration "${text}": ${read.problem}`);
  return Number(read.value / 1_000_000n);
}
