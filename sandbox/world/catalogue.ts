/** What Hetzner sells and where: plain data that the world is born with and that drift may change. */

/** Announced end of something, as simulated milliseconds since 1970. */
export interface Deprecation {
  announcedMs: number;
  unavailableAfterMs: number;
}

/** Where servers stand. */
export interface Location {
  id: number;
  name: string;
  description: string;
  country: string;
  city: string;
  latitude: number;
  longitude: number;
  networkZone: string;
}

/** A net price in EUR and what comes with it, in one location. */
export interface LocationPrice {
  location: string;
  monthlyNetEur: number;
  includedTrafficBytes: number;
  perTbTrafficNetEur: number;
}

/** A size of servers, with where it is sold and for how much. */
export interface ServerType {
  id: number;
  name: string;
  description: string;
  category: string;
  cores: number;
  memoryGiB: number;
  diskGiB: number;
  cpuType: "shared" | "dedicated";
  architecture: "x86" | "arm";
  deprecation: Deprecation | null;
  locations: { locationId: number; deprecation: Deprecation | null; recommended: boolean; available: boolean }[];
  prices: LocationPrice[];
}

/** A size of load balancers. */
export interface LoadBalancerType {
  id: number;
  name: string;
  description: string;
  maxConnections: number;
  maxServices: number;
  maxTargets: number;
  maxAssignedCertificates: number;
  deprecation: Deprecation | null;
  prices: LocationPrice[];
}

/** An ISO image; architecture null fits any. */
export interface Iso {
  id: number;
  name: string;
  description: string;
  type: "public" | "private";
  architecture: "x86" | "arm" | null;
  deprecation: Deprecation | null;
}

/** All that does not belong to a project. */
export interface Catalogue {
  locations: Location[];
  serverTypes: ServerType[];
  loadBalancerTypes: LoadBalancerType[];
  isos: Iso[];
}
