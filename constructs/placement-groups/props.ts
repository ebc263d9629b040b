import type { ProviderProps } from "../props/providers";

/** What {@link PlacementGroups} takes. */
export interface PlacementGroupsProps extends ProviderProps {
  readonly clusterName: string;
}
