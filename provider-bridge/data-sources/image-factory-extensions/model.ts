/** Which extensions a user asks for. Pure. */
import type { Extension } from "../../clients/image-factory";
import { nearest } from "../../talos-config";

/** An extension that is asked for and not there. */
export class UnknownExtensionError extends RangeError {}

/**
 * The extensions of these names, in the order of the names; all, in the factory's order, where none is named. A name may
 * leave out the `siderolabs/` before it.
 * @throws UnknownExtensionError for the first name that is not there.
 */
export function extensionsNamed(
  extensions: readonly Extension[],
  names: readonly string[] | null,
  talosVersion: string,
): readonly Extension[] {
  if (names === null) return extensions;
  return names.map((name) => {
    const found = extensions.find((each) => each.name === name || each.name === `siderolabs/${name}`);
    if (found !== undefined) return found;
    const near = nearest(
      name,
      extensions.map((each) => each.name),
    );
    const meant = near === undefined ? "" : `; did you mean "${near}"?`;
    throw new UnknownExtensionError(`Talos ${talosVersion} has no official extension "${name}"${meant}`);
  });
}
