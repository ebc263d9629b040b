/** The id that a request's events carry. */
import type { World } from "../../world";

/** A UUID, new each time. */
export function newActorId(world: World): string {
  const hex = world.random.hex();
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
