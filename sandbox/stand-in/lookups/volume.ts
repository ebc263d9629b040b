import { conflict } from "../resources/checks";
import { foundVolume } from "../verbs/volume";
import type { Lookup } from "./lookup";
import { type Kind, lookUpAll, lookUpOne } from "./sdk-lookup";

const kind: Kind = {
  list: "volumes",
  one: "volume",
  found: (json) => ({ ...foundVolume(json), id: Number(json["id"]) }),
};

/** `hcloud_volume`. */
export const volume: Lookup = {
  ...lookUpOne(kind),
  checks: [conflict("selector", "with_selector"), conflict("with_selector", "selector")],
};

/** `hcloud_volumes`. */
export const volumes = lookUpAll(kind);
