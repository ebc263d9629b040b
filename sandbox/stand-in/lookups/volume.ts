import { foundVolume } from "../verbs/volume";
import { type Kind, lookUpAll, lookUpOne } from "./sdk-lookup";

const kind: Kind = {
  list: "volumes",
  one: "volume",
  found: (json) => ({ ...foundVolume(json), id: Number(json["id"]) }),
};

/** `hcloud_volume`. */
export const volume = lookUpOne(kind);

/** `hcloud_volumes`. */
export const volumes = lookUpAll(kind);
