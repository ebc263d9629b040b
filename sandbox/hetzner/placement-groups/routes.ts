/** Placement groups: at most ten servers that share no host. */
import type { World } from "../../world";
import type { PlacementGroup } from "../../world/placement-group";
import { removeThing } from "../../world/removal";
import { takeId } from "../../world/state";
import { ApiError } from "../api-error";
import { oneOf, text } from "../field-values";
import { optional, readFields } from "../fields";
import { labels } from "../labels";
import { type Noun, usualFilters, usualSort } from "../noun";
import { assertFreeName, assertWithinLimit } from "../project-rules";
import { noContent, oneReply } from "../reply";
import { type Route, route } from "../route";
import { deletion, readRoutes, updateRoute } from "../standard-routes";
import { timestamp } from "../timestamp";

/** A spread group takes this many servers. */
export const mostServersInGroup = 10;

/** Placement groups as the API shows, sorts and filters them. */
export const placementGroups: Noun<PlacementGroup> = {
  singular: "placement_group",
  plural: "placement_groups",
  collection: "placementGroups",
  all: (world) => world.state.placementGroups,
  shape: (world, group) => ({
    id: group.id,
    name: group.name,
    labels: group.labels,
    type: group.type,
    created: timestamp(group.createdMs),
    servers: membersOf(world, group),
  }),
  sort: usualSort,
  filters: () => ({ ...usualFilters, type: (wanted) => (group) => wanted.includes(group.type) }),
};

/** Operations on placement groups. */
export const placementGroupRoutes: Route[] = [
  ...readRoutes(placementGroups),
  route("POST /placement_groups", ({ world, body }) => {
    const wanted = readFields(body, { name: text({ max: 128 }), type: oneOf("spread"), labels: optional(labels) });
    assertFreeName(placementGroups, world, wanted.name);
    assertWithinLimit(placementGroups, world);
    const group: PlacementGroup = {
      id: takeId(world.state, "placementGroups"),
      name: wanted.name,
      createdMs: world.clock.now(),
      type: wanted.type,
      labels: wanted.labels ?? {},
    };
    world.state.placementGroups.set(group.id, group);
    return oneReply(placementGroups, world, group, { action: null }, 201);
  }),
  updateRoute(placementGroups),
  route(
    "DELETE /placement_groups/{id}",
    deletion(placementGroups, ({ world }, group) => {
      removeThing(world, "placementGroups", group.id);
      return noContent;
    }),
  ),
];

/** Servers of a group, by id. */
export function membersOf(world: World, group: PlacementGroup): number[] {
  return [...world.state.servers.values()].filter((server) => server.placementGroupId === group.id).map(({ id }) => id);
}

/** @throws ApiError placement_error when the group is full. */
export function assertRoom(world: World, group: PlacementGroup): void {
  if (membersOf(world, group).length >= mostServersInGroup) {
    throw new ApiError("placement_error", `error during placement: group holds ${mostServersInGroup} servers already`);
  }
}
