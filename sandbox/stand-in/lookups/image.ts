import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { type JsonObject, members } from "../api";
import type { QueryPair } from "../api/request";
import { exactlyOne } from "../resources/checks";
import { imageEndMs } from "../verbs/deprecation";
import { flag, integer, labelsValue, text, textOrNull, texts } from "../verbs/values";
import type { Found, VerbContext } from "../verbs/verbs";
import { asValue, only } from "./framework-lookup";
import type { Lookup } from "./lookup";
import { listId } from "./sdk-lookup";

function found(image: JsonObject): Found {
  return {
    id: Number(image["id"]),
    name: String(image["name"] ?? ""),
    type: String(image["type"]),
    architecture: String(image["architecture"]),
    description: String(image["description"]),
    created: String(image["created"]),
    deprecated: textOrNull(image["deprecated"]),
    os_flavor: String(image["os_flavor"]),
    os_version: String(image["os_version"] ?? ""),
    rapid_deploy: image["rapid_deploy"] === true,
    labels: labelsValue(image["labels"]),
  };
}

function filters(config: ValueMap): readonly QueryPair[] {
  const selector = text(config, "with_selector") || text(config, "selector");
  return [
    ...(selector === "" ? [] : [["label_selector", selector] as const]),
    ...(flag(config, "most_recent") ? [["sort", "created:desc"] as const] : []),
    ...texts(config.get("with_status")).map((status) => ["status", status] as const),
    ...(flag(config, "include_deprecated") ? [["include_deprecated", "true"] as const] : []),
  ];
}

async function search(config: ValueMap, { api }: VerbContext): Promise<JsonObject> {
  const [id, name] = [integer(config, "id"), text(config, "name")];
  if (id !== 0) {
    const image = await api.find(`/images/${id}`, "image");
    return only("image", image === undefined ? [] : [image]);
  }
  const named = name === "" ? [] : [["name", name] as const];
  const query = [["architecture", text(config, "with_architecture") || "x86"] as const, ...named, ...filters(config)];
  const images = members(await api.get("/images", query), "images");
  return only("image", flag(config, "most_recent") ? images.slice(0, 1) : images);
}

/** `hcloud_image`: of one architecture, x86 where none is said. */
export const image: Lookup = {
  checks: [exactlyOne("id", "name", "selector", "with_selector")],
  read: async (config, context) => {
    const json = await search(config, context);
    const endMs = imageEndMs(json);
    if (endMs !== undefined) {
      const until = new Date(endMs).toISOString().slice(0, 10);
      context.warn(`Image "${String(json["name"])}" is deprecated`, `It is offered until ${until}.`);
    }
    return found(json);
  },
};

/** `hcloud_images`. */
export const images: Lookup = {
  read: async (config, { api }) => {
    const architectures = texts(config.get("with_architecture")).map((each) => ["architecture", each] as const);
    const all = await api.list("images", [...architectures, ...filters(config)]);
    return { id: listId(all.map(({ id }) => Number(id))), images: all.map((json) => asValue(found(json))) };
  },
};
