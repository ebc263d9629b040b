/** The id that a request's events carry. */
import type { World } from "../../world";

/** Twenty letters and digits, new each time. */
export function newActorId(world: World): string {
  return BigInt(`0x${world.random.hex().slice(0, 26)}`)
    .toString(32)
    .padStart(20, "0")
    .slice(-20);
}
