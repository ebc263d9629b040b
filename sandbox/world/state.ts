/** All that the sandbox knows, as plain data: it can be saved, loaded, printed and compared. */
import type { Action } from "./action";
import type { FloatingIp, PrimaryIp } from "./addresses";
import type { Catalogue } from "./catalogue";
import type { Certificate } from "./certificate";
import type { Firewall } from "./firewall";
import type { Image } from "./image";
import type { LoadBalancer } from "./load-balancer";
import type { Network } from "./network";
import type { PlacementGroup } from "./placement-group";
import type { Server } from "./server";
import type { SshKey } from "./ssh-key";
import type { Volume } from "./volume";

/** The kinds of things with ids of their own, and what each map holds. */
export interface Collections {
  servers: Map<number, Server>;
  images: Map<number, Image>;
  networks: Map<number, Network>;
  firewalls: Map<number, Firewall>;
  loadBalancers: Map<number, LoadBalancer>;
  primaryIps: Map<number, PrimaryIp>;
  floatingIps: Map<number, FloatingIp>;
  placementGroups: Map<number, PlacementGroup>;
  sshKeys: Map<number, SshKey>;
  volumes: Map<number, Volume>;
  certificates: Map<number, Certificate>;
  actions: Map<number, Action>;
}

/** The name of one of them. */
export type CollectionName = keyof Collections;

/** How many of each a project may hold; creating one more is refused (resource_limit_exceeded). */
export type Limits = Partial<Record<CollectionName, number>>;

/** The whole of it. */
export interface WorldState extends Collections {
  catalogue: Catalogue;
  limits: Limits;
  /** Next id of each collection. */
  nextIds: Record<CollectionName, number>;
  /** How many loopback addresses and IPv6 networks were given out. */
  addressesGiven: number;
  /** Members of the sandbox's other doors keep what they must remember here, as plain JSON under their own name. */
  doors: Record<string, unknown>;
}

const firstIds: Record<CollectionName, number> = {
  servers: 40_000_001,
  images: 300_000_001,
  networks: 5_000_001,
  firewalls: 2_000_001,
  loadBalancers: 3_000_001,
  primaryIps: 60_000_001,
  floatingIps: 700_001,
  placementGroups: 500_001,
  sshKeys: 10_000_001,
  volumes: 100_000_001,
  certificates: 1_200_001,
  actions: 1_000_000_001,
};

/** A project with nothing in it but the catalogue. */
export function emptyState(catalogue: Catalogue): WorldState {
  return {
    servers: new Map(),
    images: new Map(),
    networks: new Map(),
    firewalls: new Map(),
    loadBalancers: new Map(),
    primaryIps: new Map(),
    floatingIps: new Map(),
    placementGroups: new Map(),
    sshKeys: new Map(),
    volumes: new Map(),
    certificates: new Map(),
    actions: new Map(),
    catalogue,
    limits: {},
    nextIds: { ...firstIds },
    addressesGiven: 0,
    doors: {},
  };
}

/** The next id of a collection; ids are never given twice. */
export function takeId(state: WorldState, collection: CollectionName): number {
  const id = state.nextIds[collection];
  state.nextIds[collection] = id + 1;
  return id;
}
