/** Images: systems, snapshots, backups. They are made by a server's create_image. */
import type { Image } from "../../world/image";
import { removeThing } from "../../world/removal";
import { ApiError, invalidInput } from "../api-error";
import { flag, oneOf, text } from "../field-values";
import { nullable, optional, readFields } from "../fields";
import { find } from "../find";
import { labels } from "../labels";
import { byLabels, byName } from "../listing";
import { type Noun, usualSort } from "../noun";
import { noContent, oneReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { actionRoute, deletion, readRoutes, setting } from "../standard-routes";
import { timestamp, timestampOrNull } from "../timestamp";

/** Images as the API shows, sorts and filters them. */
export const images: Noun<Image> = {
  singular: "image",
  plural: "images",
  collection: "images",
  all: (world) => world.state.images,
  shape: (_world, image) => imageShape(image),
  sort: usualSort,
  filters: () => ({
    name: byName,
    label_selector: byLabels,
    type: (wanted) => (image) => wanted.includes(image.type),
    status: (wanted) => (image) => wanted.includes(image.status),
    architecture: (wanted) => (image) => wanted.includes(image.architecture),
    bound_to: (wanted) => (image) => wanted.includes(String(image.boundTo)),
    include_deprecated: (wanted) => (image) => wanted.includes("true") || image.deprecatedMs === null,
  }),
};

/** Operations on images. */
export const imageRoutes: Route[] = [
  ...readRoutes(images).map(hideDeprecated),
  route("PUT /images/{id}", update),
  route(
    "DELETE /images/{id}",
    deletion(images, ({ world }, image) => {
      if (image.type === "system" || image.type === "app") {
        throw new ApiError("forbidden", "system images cannot be deleted");
      }
      removeThing(world, "images", image.id);
      return noContent;
    }),
  ),
  actionRoute(images, "change_protection", (request, image) => {
    if (image.type !== "snapshot") throw new ApiError("unsupported_error", "only snapshots can be protected");
    const wanted = readFields(request.body, { delete: optional(flag) });
    return setting(request.world, images, image, "change_protection", () => {
      image.protection = { delete: wanted.delete ?? image.protection.delete };
    });
  }),
];

/** The member `image` of an answer. */
export function imageShape(image: Image): unknown {
  return {
    id: image.id,
    type: image.type,
    status: image.status,
    name: image.name,
    description: image.description,
    image_size: image.imageSizeGb,
    disk_size: image.diskSizeGiB,
    created: timestamp(image.createdMs),
    created_from: image.createdFrom,
    bound_to: image.boundTo,
    os_flavor: image.osFlavor,
    os_version: image.osVersion,
    rapid_deploy: image.rapidDeploy,
    protection: image.protection,
    deprecated: timestampOrNull(image.deprecatedMs),
    deleted: null,
    labels: image.labels,
    architecture: image.architecture,
  };
}

/** Lists leave deprecated images out unless asked. */
function hideDeprecated(row: Route): Route {
  if (row.path !== "/images") return row;
  return {
    ...row,
    handle: (request) => {
      const query = new URLSearchParams(request.query);
      if (!query.has("include_deprecated")) query.set("include_deprecated", "false");
      return row.handle({ ...request, query });
    },
  };
}

function update(request: ApiRequest): ApiReply {
  const image = find(images, request);
  const wanted = readFields(request.body, {
    description: nullable(text({ min: 0, max: 8000 })),
    type: optional(oneOf("snapshot")),
    labels: optional(labels),
  });
  if (image.type === "system" || image.type === "app")
    throw new ApiError("forbidden", "system images cannot be changed");
  if (wanted.type !== undefined && image.type === "snapshot") {
    throw invalidInput({ name: "type", message: "only backups can be converted" });
  }
  if (wanted.type !== undefined) {
    image.type = wanted.type;
    image.boundTo = null;
  }
  if (typeof wanted.description === "string") image.description = wanted.description;
  if (wanted.labels !== undefined) image.labels = wanted.labels;
  return oneReply(images, request.world, image);
}
