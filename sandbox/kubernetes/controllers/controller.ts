/** What makes the cluster move: one file for each controller, as kube-controller-manager has them. Never the API itself. */
import type { Clock } from "../../world/clock";
import type { ServiceAccountTokens } from "../auth/service-account-tokens";
import type { Heartbeats } from "../kubelet/heartbeats";
import type { Registry } from "../registry/registry";
import type { ResourceSet } from "../schema/resource-set";
import type { CloudMachine, ClusterIdentity, Surroundings } from "../seam";
import type { Change } from "../store/history";
import type { PodIndex } from "./pod-index";

/** What controllers work with. */
export interface ControllerParts {
  readonly registry: Registry;
  readonly resources: ResourceSet;
  readonly clock: Clock;
  identity(): ClusterIdentity;
  tokens(): ServiceAccountTokens;
  hex(): string;
  note(text: string): void;
  hasQuorum(): boolean;
  readonly faults: Surroundings["faults"];
  readonly pods: PodIndex;
  readonly heartbeats: Heartbeats;
  /** What a cloud provider knows of the machines behind nodes, by the node's name. */
  readonly cloudMachines: Map<string, CloudMachine>;
}

/** One controller: what concerns it, and what it does about it. */
export interface Controller {
  /** Work that a write makes: keys of its own, any text; none where it does not concern it. */
  keysOf(change: Pick<Change, "key" | "object" | "previous" | "type">): readonly string[];
  /** Does what is to do for a key; what throws is tried again. */
  reconcile(key: string): void | Promise<void>;
  /** Ends what it has begun besides. */
  stop?(): void;
}

/**
 * Work for a key of one's own after a while; a later call for the same key counts instead. "step" runs as soon as it can
 * at speed 0, "expiry" in real time: what something is given must not be over before it was used.
 */
export type Again = (key: string, delayMs: number, what: "step" | "expiry") => void;

/** Makes a controller. */
export type ControllerFactory = (parts: ControllerParts, again: Again) => Controller;
