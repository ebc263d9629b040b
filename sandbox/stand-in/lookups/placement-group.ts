import { foundPlacementGroup } from "../verbs/placement-group";
import { type Kind, lookUpAll, lookUpOne } from "./sdk-lookup";

const kind: Kind = {
  list: "placement_groups",
  one: "placement_group",
  found: (json) => ({ ...foundPlacementGroup(json), id: Number(json["id"]) }),
};

/** `hcloud_placement_group`. */
export const placementGroup = lookUpOne(kind);

/** `hcloud_placement_groups`. */
export const placementGroups = lookUpAll(kind);
