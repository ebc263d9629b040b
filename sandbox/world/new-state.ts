/** A fresh project: the catalogue, the system images, nothing else. */
import { standardCatalogue, systemImages } from "./offer";
import { emptyState, type WorldState } from "./state";

/** System images are dated a year before `nowMs`. */
export function newState(nowMs: number): WorldState {
  const yearMs = 365 * 24 * 3_600_000;
  const state = emptyState(standardCatalogue());
  for (const image of systemImages(nowMs - yearMs)) state.images.set(image.id, image);
  return state;
}
