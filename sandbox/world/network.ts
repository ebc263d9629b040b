/** A private network. */

export interface Subnet {
  type: "cloud" | "server" | "vswitch";
  ipRange: string;
  networkZone: string;
  vswitchId: number | null;
}

/** Traffic for `destination` goes to the member with the address `gateway`. */
export interface Route {
  destination: string;
  gateway: string;
}

/** Members are not listed here: servers and load balancers say which networks they are in. */
export interface Network {
  id: number;
  name: string;
  createdMs: number;
  ipRange: string;
  subnets: Subnet[];
  routes: Route[];
  exposeRoutesToVswitch: boolean;
  protection: { delete: boolean };
  labels: Record<string, string>;
}
