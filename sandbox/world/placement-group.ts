/** A placement group; its servers say that they are in it. */
export interface PlacementGroup {
  id: number;
  name: string;
  createdMs: number;
  type: "spread";
  labels: Record<string, string>;
}
