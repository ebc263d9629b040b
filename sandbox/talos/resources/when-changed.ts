import { isDeepStrictEqual } from "node:util";
import type { ResourceContent } from "../cosi";
import type { TalosMachine } from "../machine/machine";
import type { ListResources, ResourceOwner } from "./machine-kind";

/**
 * Resources that are drawn again only when what they are drawn from is another: clients ask far more often than anything
 * changes. `draw` sees nothing but what `look` gives: plain values that nobody changes in place.
 */
export function whenChanged<Seen>(
  look: (owner: ResourceOwner) => Seen,
  draw: (seen: Seen) => readonly ResourceContent[],
): ListResources {
  const drawn = new WeakMap<TalosMachine, { readonly from: Seen; readonly contents: readonly ResourceContent[] }>();
  return (owner) => {
    const from = look(owner);
    const last = drawn.get(owner.machine);
    if (last !== undefined && isDeepStrictEqual(last.from, from)) return last.contents;
    const contents = draw(from);
    drawn.set(owner.machine, { from, contents });
    return contents;
  };
}
