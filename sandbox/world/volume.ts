/** A volume: a disk that outlives servers. */
export interface Volume {
  id: number;
  name: string;
  createdMs: number;
  sizeGb: number;
  locationId: number;
  serverId: number | null;
  format: string | null;
  status: "available" | "creating";
  protection: { delete: boolean };
  labels: Record<string, string>;
}
